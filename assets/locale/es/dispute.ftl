# Objeciones: qué hay de falso en un pasaje, y cómo llega eso a todo lo que se hizo de él.

# Errores, y lo que alguien no puede hacer.
what-claim = lo que está mal
what-source = la fuente, o el porqué
may-not-rule = Solo quien administra o facilita el círculo decide una objeción; puedes decir si estás de acuerdo.
may-not-say-corrected = Solo quien puede cambiar lo objetado dice que está corregido.

# La línea de órdenes.
cli-col-claim = lo que está mal
cli-col-weighed = a favor/en contra
cli-kind-answer = respuesta
cli-event-disputed = Llegaron o cambiaron objeciones en { $circle }.

# Hasta dónde ha llegado una objeción.
disputes = Objeciones
dispute = Objeción
dispute-open = abierta
dispute-upheld = confirmada
dispute-corrected = corregido
dispute-rejected = rechazada
dispute-line-open = Objeción de { $name }: { $claim }
dispute-line-upheld = Objeción de { $name }, confirmada: { $claim }
dispute-line-corrected = Corregido tras la objeción de { $name }: { $claim }
dispute-line-rejected = Objeción de { $name }, rechazada: { $claim }

# Lo que se dice a quien lee algo hecho de ello.
source-open = Hay una objeción a su fuente ({ $title }): { $claim }
source-upheld = Su fuente está mal ({ $title }): { $claim }
source-corrected = Su fuente fue corregida ({ $title }): { $claim }
source-badge-open = Hay una objeción a su fuente, mira por qué
source-badge-upheld = Su fuente está mal, mira por qué
source-badge-corrected = Fuente corregida, mira por qué

# Una objeción, entera.
dispute-of = En «{ $title }», de { $name }
dispute-of-passage = Lo objetado
dispute-passage-gone = Estas palabras no están ahí.
dispute-sources = Lo que dice otra cosa
dispute-source-item = Dice otra cosa: { $title }
dispute-source-absent = algo que aún no está aquí
dispute-source-elsewhere = Dice otra cosa: { $source }
dispute-corrected-by = Corregido por { $name }
dispute-ruled-upheld = Confirmada por { $name }: { $reason }
dispute-ruled-rejected = Rechazada por { $name }: { $reason }
dispute-who = Qué se piensa
dispute-who-agree = { $count ->
    [one] Una persona está de acuerdo con la fuente: { $names }
   *[other] { $count } están de acuerdo con la fuente: { $names }
}
dispute-who-disagree = { $count ->
    [one] Una persona no está de acuerdo: { $names }
   *[other] { $count } no están de acuerdo: { $names }
}
dispute-who-unsure = { $count ->
    [one] Una persona no está segura: { $names }
   *[other] { $count } no están seguras: { $names }
}
dispute-made-from = Hecho de ello
dispute-made-from-lesson = A quien lee esto se le avisa de la objeción.

# Lo que se hace.
dispute-begin = Objetar esto
dispute-agree = De acuerdo con la fuente
dispute-disagree = No estoy de acuerdo
dispute-unsure = No lo sé
dispute-rule-upheld = Confirmarla
dispute-rule-rejected = Rechazarla
dispute-rule-reason = Por qué decides así; todos pueden leerlo
dispute-say-corrected = Está corregido
dispute-not-corrected = No está corregido
dispute-see-passage = Mostrar el pasaje

# El formulario.
dispute-form = Objetar un pasaje
dispute-form-lesson = No hace falta tener certeza. Di lo que leíste en otra parte, y deja que los demás miren.
dispute-claim-hint = Lo que está mal, en una frase
dispute-why-hint = Por qué lo piensas, si quieres decir más
dispute-source-hint = Un libro, una página o una dirección que dice otra cosa
dispute-source-chosen = Fuente: { $title }
dispute-source-none = Sin una fuente de este círculo
dispute-source-search = Buscar en este círculo
dispute-publish = Decirlo al círculo

# Listas y lo nuevo.
disputes-all = Todas las objeciones
disputes-open = Objeciones abiertas
disputes-only-open = Solo las abiertas
disputes-none = Aquí no hay ninguna objeción. Quien encuentra algo falso marca el pasaje y dice qué dice una fuente.
disputes-none-open = No hay ninguna objeción abierta.
disputes-count = { $count ->
    [one] una objeción abierta
   *[other] { $count } objeciones abiertas
}
key-dispute = Objetar lo abierto, o lo seleccionado
also-key-dispute = falso error corregir duda
also-disputes = falso error corrección fuente verificar
notice-disputed = Hay una objeción a algo que escribiste.
notice-source-disputed = Hay una objeción a algo de lo que hiciste otra cosa.
notice-corrected = Algo que se había objetado está corregido.
read-said-disputed = Tu objeción está escrita.
read-said-weighed = Lo que piensas está escrito.

# The story of `commonplace demo`.
cli-demo-source-disputed = ve en «{ $title }» y en su respuesta que hay una objeción a su fuente: { $claim }
cli-demo-made-from = ve lo que se hizo de la frase: { $count }
cli-demo-source-corrected = ve en ambas que su fuente fue corregida: { $claim }

# Páginas para un navegador con lector de pantalla (`commonplace read`). Frases cortas: se oyen, no se ven.

read-skip = Ir al texto
read-nav = Este círculo
read-home = Inicio
read-write = Escribir una nota
read-search = Buscar
read-foot = Estas páginas están en este portátil y son solo para ti. Terminan cuando termina el programa que las muestra.

# The home of a circle
read-new-for-you = Nuevo para ti
read-nothing-new = Lo has visto todo.
read-more-new = { $count ->
    [one] Hay una novedad más.
   *[other] Hay { $count } novedades más.
}
read-mark-all = Lo he visto todo
read-open-questions = Preguntas abiertas
read-more-open = Las { $count } preguntas abiertas
read-latest = Últimas notas
read-all-notes = Todas las notas
read-no-notes = Aquí aún no hay notas.
read-only-reading = Puedes leer aquí. No puedes escribir en este círculo.

# Lists
# Between the parts of a line
read-comma = ,
read-notes-tagged = Notas con la etiqueta «{ $tag }»
read-all-questions = Todas las preguntas
read-only-open = Solo las preguntas abiertas
read-new = nuevo
read-hidden = oculto
read-hidden-lesson = Esto está oculto: solo lo ven su autor y quienes moderan.
read-tags = Etiquetas
read-part = página { $number } de { $of }
read-parts = Páginas de esta lista
read-newer = Más recientes
read-older = Más antiguas
read-kind-note = Nota
read-kind-question = Pregunta
read-found-title = Búsqueda: { $query }
read-search-how = Escribe palabras en el campo de arriba. Se busca en los títulos y en los textos.

# Reading
read-asked-by = Pregunta de { $name }
read-acts = Lo que puedes hacer
read-ask-about = Preguntar sobre esta nota
read-questions-about = Preguntas sobre esta nota
read-no-questions-about = Nadie ha preguntado todavía sobre ella.
read-comment-on = Comentar
read-comment = Tu comentario
read-comment-changed = Tu comentario, cambiado
read-answers = { $count ->
    [0] Aún no hay respuestas
    [one] { $count } respuesta
   *[other] { $count } respuestas
}
read-answer-by = Respuesta de { $name }
read-accepted = Aceptada
read-newer-parts = { $count ->
    [one] Una parte necesita una versión más nueva.
   *[other] { $count } partes necesitan una versión más nueva.
}
read-table = Tabla
read-done = hecho
read-undone = por hacer
read-picture-unnamed = Imagen sin descripción: { $name }
read-no-link = sin enlace

# Writing
read-title = Título
read-title-hint = Sin título se toma la primera línea del texto.
read-text = Texto
read-tags-hint = Separadas por comas.
read-quote-hint = Cópialo de la nota, si te refieres a un pasaje.
read-question-text = Más detalles
read-answer-text = Texto de tu respuesta
read-answer-changed = Tu respuesta, cambiada
read-keep = Guardar para después
read-editing = Cambiar «{ $title }»
read-back-to-note = Volver a la nota sin cambiarla
read-as-it-stands = La nota tal como está ahora
read-draft-elsewhere = Lo que tiene ahora tu borrador: mientras tanto se escribió en otro sitio

# What was done
read-said-answered = Tu respuesta está publicada.
read-said-commented = Tu comentario está publicado.
read-said-noted = Tu nota está publicada.
read-said-changed = Tu cambio está publicado.
read-said-unchanged = No se cambió nada.
read-said-asked = Tu pregunta está publicada.
read-said-voted = Tu voto cuenta.
read-said-unvoted = Tu voto está retirado.
read-said-accepted = La respuesta está aceptada.
read-said-read = Ya no hay nada nuevo.
read-said-kept = Tu borrador está guardado.
read-said-discarded = El borrador se ha borrado.
read-said-fetching = El archivo llegará en cuanto esté cerca alguien que lo tenga.

# What did not go
read-title-refused = No publicado
read-refused = No se ha publicado. Lo que escribiste sigue aquí.
read-overtaken = Alguien ha cambiado esta nota desde que la abriste. Compara tu texto con la nota tal como está ahora y publica otra vez.
read-not-here = No está aquí
read-not-here-lesson = No hay una página así en este círculo. Quizá se retiró.
read-not-here-yet = Aún no está aquí
read-failed = Ahora mismo no funciona
read-node-gone = Commonplace se cerró. Ábrelo de nuevo y usa la dirección nueva.
read-back-home = Al inicio del círculo
read-stale = Esta página es de un inicio anterior
read-stale-lesson = No se publicó nada. Abre la última dirección que mostró el programa. Lo que escribiste está abajo: cópialo antes.
read-typed = Lo que escribiste

# Who is not let in
read-entered = Ya estás dentro
read-enter = Al inicio del círculo
read-stranger = Abre la dirección completa
read-stranger-lesson = Estas páginas solo se abren con la dirección completa que mostró «commonplace read» al empezar.
read-foreign = Esto venía de otra página
read-foreign-lesson = No se hizo nada: el formulario no venía de una página de Commonplace.
read-elsewhere = Otra dirección
read-elsewhere-lesson = Abre la dirección tal como la mostró «commonplace read».
read-no-form = No se entiende
read-no-form-lesson = El navegador envió algo que no es un formulario de estas páginas. No se hizo nada.
read-too-much = Demasiado largo
read-too-much-lesson = No se publicó nada, porque el texto es demasiado largo. Vuelve atrás y acórtalo.
read-too-slow = Demasiado lento
read-too-slow-lesson = No se publicó nada, porque el texto no llegó entero. Vuelve atrás y envíalo otra vez.

# Tarjetas: un anverso que pregunta, un reverso que responde y cuándo vuelve cada una.

# Errores, y lo que alguien no puede hacer.
what-front = el anverso
what-back = el reverso
may-not-change-card = Solo quien hizo la tarjeta, los facilitadores y los responsables la cambian; en su lugar puedes comentarla.

# La línea de órdenes.
cli-col-due = toca
cli-col-reviews = repasos
cli-kind-card = tarjeta

# Qué es una tarjeta y cuándo viene.
card-made-by = hecha por { $name }
card-changed-by = cambiada por { $name }
card-also = También la cambió { $name }: { $said }
card-new = nueva
card-due-now = toca ahora
card-due = toca { $when }
card-source = De «{ $title }»
card-source-changed = De «{ $title }», donde ya no están estas palabras
card-source-gone = De algo que fue retirado o está oculto
card-source-away = De algo que aún no está aquí
card-to-review = { $count ->
    [0] Ninguna tarjeta que repasar
    [one] Una tarjeta que repasar
   *[other] { $count } tarjetas que repasar
}
card-next = la siguiente { $when }
card-cards = { $count ->
    [one] una tarjeta en total
   *[other] { $count } tarjetas en total
}

# Cuánto se sabía, y cuánto tarda entonces en volver.
card-grade-again = No la sabía
card-grade-hard = Difícil
card-grade-good = Bien
card-grade-easy = Fácil
card-wait-minutes = { $count } min
card-wait-days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
card-wait-months = { $count ->
    [one] 1 mes
   *[other] { $count } meses
}
card-wait-years = { $count ->
    [one] 1 año
   *[other] { $count } años
}

# La ventana.
cards = Tarjetas
card-make = Hacer una tarjeta
card-make-selection = Hacer una tarjeta de la selección
card-change = Cambiar la tarjeta
card-publish = Guardar la tarjeta
card-front-hint = Qué se pregunta
card-back-hint = Qué hay que saber
card-open = Abrir la tarjeta
card-source-open = Abrir de dónde es
card-review = Repasar
card-show = Mostrar
card-show-key = Espacio o Intro
card-left = { $count ->
    [one] Queda una
   *[other] Quedan { $count }
}
card-undo = Retirar la última
card-done = Listo por hoy
card-break = Una pausa corta
card-done-next = La siguiente tarjeta viene { $when }.
card-done-lesson = Aquí no te espera nada.
card-none = Aún no hay tarjetas
card-none-lesson = Selecciona un pasaje de una nota y haz una tarjeta con él.
card-to-circle = Volver al círculo
card-home-done = Ninguna tarjeta que repasar; la siguiente { $when }
card-home-begun = una tarjeta
card-list-none = Aún no hay tarjetas
card-list-none-lesson = Una tarjeta pregunta en el anverso y responde en el reverso. Haz una de un pasaje, de una respuesta o de una votación rápida.
card-key-make = Hacer una tarjeta
card-key-review = Repasar tarjetas
card-key-grade = Al repasar: mostrar, y cuánto sabías
also-cards = fichas mazo memorizar
also-card-key-review = fichas estudiar memorizar

# Pages.
card-how-well = ¿Cuánto la sabías?
card-said-made = La tarjeta está hecha.
card-said-ungraded = Retirado.
card-said-graded = Anotado. Solo tus propios equipos lo saben.

# The demo.
cli-demo-card = ve la tarjeta «{ $front }», con «{ $back }» en el reverso
cli-demo-reviewed = la repasa y la sabía bien: vuelve en { $wait }
cli-demo-unreviewed = no oye nada de eso; para ella la tarjeta es nueva

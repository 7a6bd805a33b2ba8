# Votaciones rápidas: en la ventana, en la terminal y en las páginas para lectores de pantalla
vote = Votación rápida
votes = Votaciones rápidas
cli-kind-quickvote = votación rápida
cli-col-round = ronda
vote-sealed = { $chosen } de { $of } en sobre cerrado
vote-uncovered = a la vista
vote-round = Ronda { $round }
vote-mine = tu elección
vote-after = Preguntado después de «{ $title }»
vote-followed-by = Preguntas parecidas
vote-passed-over = { $count ->
    [one] Un registro de esta votación rápida no encaja y no se tiene en cuenta.
   *[other] { $count } registros de esta votación rápida no encajan y no se tienen en cuenta.
}
vote-unopened = En sobre cerrado, sus dispositivos aún no lo han abierto: { $names }
vote-late = Llegó tarde para contar: { $names }
vote-otherwise = { $more ->
    [0] Elegiste «{ $mine }»; { $name } eligió «{ $theirs }»: hablad un minuto.
    [one] Elegiste «{ $mine }», { $name } eligió «{ $theirs }» y otra persona eligió algo distinto: habla un minuto con una de esas personas.
   *[other] Elegiste «{ $mine }», { $name } eligió «{ $theirs }» y otras { $more } personas eligieron algo distinto: habla un minuto con una de esas personas.
}
vote-differs = Se eligieron cosas distintas.
vote-agreed = Todos eligieron lo mismo.
vote-promise = Se elige en sobre cerrado: nadie ve lo tuyo antes de que todo se muestre. Después todos ven quién eligió qué.
vote-keys = Pulsa una opción o su número; puedes cambiarla hasta que todo se muestre.
vote-chosen = Tu elección está en sobre cerrado. Puedes cambiarla hasta que todo se muestre.
vote-chosen-elsewhere = Elegiste en otro dispositivo tuyo.
vote-not-chosen = Todavía no has elegido.
vote-waiting = Lo elegido lo muestra { $name }, o quien administra o facilita el círculo.
vote-show = Mostrar lo elegido
vote-again = Votar de nuevo
vote-alike = Hacer una pregunta parecida
vote-choose = Elegir
vote-count = { $count ->
    [0] nadie
    [one] { $count } persona
   *[other] { $count } personas
}
vote-earlier = Rondas anteriores
vote-question = Pregunta
vote-question-hint = ¿Qué quieres preguntar a todos?
vote-options = Lo que se puede elegir
vote-option = Opción { $number }
vote-option-more = Otra opción
vote-begin = Empezar la votación
vote-filter-choosing = Eligiendo ahora
vote-list-none = Aún no hay votaciones rápidas
vote-list-none-lesson = Una votación rápida pregunta algo con unas pocas opciones. Todos eligen en sobre cerrado, luego todo se muestra a la vez, y quienes eligieron algo distinto hablan.
vote-list-none-choosing = Nadie elige ahora
vote-home = Eligiendo ahora
vote-home-mine = ya has elegido
vote-home-choose = elige
key-number = elegir en la votación rápida abierta
also-vote = encuesta sondeo elegir opciones
read-said-uncovered = Lo elegido se muestra.
read-said-again = Todos votan de nuevo.
cli-demo-sealed = ve «{ $question }»: { $chosen } de { $of } en sobre cerrado
cli-demo-shown = ve lo elegido: { $chosen }
cli-demo-talk = lee: { $talk }
vote-show-early = { $count ->
    [one] Una persona no ha elegido todavía; cuando se muestre, ya no podrá.
   *[other] { $count } personas no han elegido todavía; cuando se muestre, ya no podrán.
}
vote-changed-late = Tu último cambio llegó tarde: cuenta tu elección anterior.
vote-chosen-by = Han elegido: { $names }
notice-voting = Alguien ha empezado una votación rápida.

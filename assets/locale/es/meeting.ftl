# Reuniones: citas de un círculo.

# Errores, y lo que alguien no puede hacer.
error-not-a-time = «{ $typed }» no es una hora; escríbela así: 2026-12-03 18:00.
what-place = el lugar
what-agenda = el orden del día
may-not-change-meeting = Solo la cambian quien la planeó y quien administra o facilita el círculo; puedes comentarla.

# Cuándo.
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
time-moment = { $weekday }, { $day } de { $month }, { $time }
time-moment-year = { $weekday }, { $day } de { $month } de { $year }, { $time }

# La línea de órdenes.
cli-col-when = cuándo
cli-col-place = dónde
cli-col-coming = vienen
cli-kind-meeting = reunión

# Qué es una reunión y quién viene.
meeting-no-time = Aún no se sabe cuándo
meeting-called-off = cancelada
meeting-planned-by = planeada por { $name }
meeting-changed-by = cambiada por { $name }
meeting-also = También la cambió { $name }: { $said }
meeting-told-in = Qué salió de ella: { $title }
meeting-recap-elsewhere = una nota que aún no está aquí
meeting-come = { $count ->
    [one] Viene una persona: { $names }
   *[other] Vienen { $count }: { $names }
}
meeting-perhaps = { $count ->
    [one] Quizá una persona: { $names }
   *[other] Quizá { $count }: { $names }
}
meeting-not = { $count ->
    [one] Esta vez no viene una persona: { $names }
   *[other] Esta vez no vienen { $count }: { $names }
}
meeting-another-time = { $count ->
    [one] Una persona lo dijo antes de que se fijara esta hora: { $names }
   *[other] { $count } lo dijeron antes de que se fijara esta hora: { $names }
}

# Con qué empieza un resumen.
recap-title = Resumen: { $title } ({ $date })
recap-did = Qué hicimos
recap-next = Qué queremos hacer después
recap-notes = Notas nuevas
recap-answered = Preguntas que se respondieron
recap-asked = Preguntas que esperan respuesta
recap-came = Quién entró
recap-more = { $count ->
    [one] y 1 más
   *[other] y { $count } más
}

# En la ventana y en las páginas.
meetings = Reuniones
meetings-all = Todas las reuniones
meetings-ahead = Próximas
meetings-past = Pasadas
meetings-none = Aún no hay ninguna reunión planeada. La primera da al círculo un día que esperar.
meeting-next = Próxima reunión
meeting-plan = Planear una reunión
meeting-replan = Cambiar la reunión
meeting-publish = Decirlo al círculo
meeting-title-hint = De qué trata la reunión
meeting-when-hint = Cuándo, así: 2026-12-03 18:00; vacío mientras no se sepa
meeting-when-read = Es decir, { $when }.
meeting-when-over = Es decir, { $when }, que ya pasó.
meeting-place-hint = Dónde
meeting-agenda-hint = Qué queréis hacer juntos
meeting-template =
    ## Llegada

    ¿Cómo estamos y qué hemos probado desde la última vez?

    ## Trabajo

    Qué miramos juntos.

    ## Actividad

    Qué probamos por parejas.

    ## Reflexión

    Qué nos llevamos y qué cambiamos la próxima vez.
meeting-who = Quién viene
meeting-i-come = Voy
meeting-maybe = Quizá
meeting-not-this-time = Esta vez no
meeting-nobody-said = Nadie ha dicho aún si viene.
meeting-come-count = { $count ->
    [one] viene una persona
   *[other] vienen { $count }
}
meeting-agenda = Qué se va a hacer
meeting-told = Qué salió de ella
meeting-recap-lesson = Un resumen es una nota. Empieza con lo que ha pasado desde la reunión anterior, y nadie más la ve hasta que la publiques.
meeting-recap-write = Escribir el resumen
meeting-has-recap = resumen
meeting-is-off = Esta reunión está cancelada.
meeting-off = Cancelarla
meeting-on = Al final sí se hace
home-begun-plan = una reunión nueva
home-begun-meeting = una reunión
also-meeting-plan = cita fecha agenda calendario evento sesión nueva { meetings }
also-meetings = citas fechas calendario eventos orden del día pasadas próxima
notice-planned = Alguien ha planeado una reunión.
notice-moved = Una reunión a la que quieres ir es a otra hora o está cancelada.
read-said-came = Tu respuesta está escrita.

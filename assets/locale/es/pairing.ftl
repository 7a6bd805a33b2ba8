# Habilidades, y dos personas que aprenden juntas.

# Errores, y lo que alguien no puede hacer.
what-skill = una habilidad
what-skills = la lista de habilidades
what-offers = la lista de aquello en lo que puedes ayudar
what-needs = la lista de aquello en lo que te gustaría ayuda
what-pairs-at-once = el número de parejas a la vez
what-level = un nivel
what-free-time = una parte de la semana
what-languages = la lista de lenguas
what-people-passed = la lista de quienes no quieres que se te propongan
what-rounds = cuántas veces empezasteis de nuevo
may-not-pair-with-oneself = No puedes aprender en pareja contigo.
may-not-pair-with-a-reader = Quien solo lee no escribe nada en este círculo, así que tampoco puede decir que sí.

# Hasta dónde ha llegado alguien.
skill-level-1 = una primera idea
skill-level-2 = lo básico
skill-level-3 = con seguridad
skill-level-4 = puede enseñarlo
skill-level = { $level } de 4, { $words }
skill-apart = Tus portátiles dijeron cosas por separado: todas las habilidades valen hasta que las guardes otra vez.

# Partes de una semana.
free-morning = { $weekday } por la mañana
free-afternoon = { $weekday } por la tarde
free-evening = { $weekday } por la noche

# Por qué dos personas podrían aprender juntas.
pair-and = {", "}
pair-you-and = Tú y { $name }
pair-both = { $one } y { $name }
pair-gets = Te gustaría ayuda con { $skill }; { $name }: { $level }
pair-gives = A { $name } le gustaría ayuda con { $skill }; tú: { $level }
pair-free = Tiempo libre en común: { $when }
pair-speak = Lengua en común: { $languages }
pair-before = Ya aprendiste antes con { $name }

# Hasta dónde han llegado dos personas.
pair-state-together = Aprendéis en pareja desde el { $when }.
pair-state-asked = { $name } quiere aprender contigo, desde el { $when }.
pair-state-waiting = Aceptaste el { $when }; falta { $name }.
pair-state-ended = Esta pareja terminó el { $when }.
pair-state-later = No se propone durante dos semanas. Solo lo saben tus propios portátiles.
pair-state-never = Ya no se propone. Solo lo saben tus propios portátiles.
pair-state-open = Entre vosotros no se ha dicho nada.
pair-short-together = en pareja
pair-short-asked = te lo pide
pair-short-waiting = a la espera
pair-short-ended = terminada
pair-short-later = ahora no
pair-short-never = no se propone
pair-short-open = abierta

# La línea de órdenes.
cli-col-offers = puede ayudar con
cli-col-needs = le gustaría ayuda con
cli-col-free = libre
cli-col-speaks = habla
cli-col-pairs = parejas a la vez
cli-col-over = para
cli-col-since = desde

# En la ventana y en las páginas.
pairs = Aprender en pareja
pairs-all = Todas las parejas y tus habilidades
pairs-might = Podríais aprender en pareja:
pairs-first = Nombra algo en lo que puedes ayudar y algo en lo que te gustaría ayuda: entonces ves quién encaja.
pairs-none-fit = Aún no encaja nadie. Quien nombre una habilidad que encaje con las tuyas aparece aquí.
pairs-busy = Ya aprendes con tantas personas como dijiste. Retira un sí o sube el número, y aquí vuelven a aparecer otras.
pairs-ended = Terminadas
skill-read = Todo el círculo puede leer esto.
pair-seen = El círculo lo ve cuando aceptas.
pairs-people = En qué puede ayudar la gente
pairs-others = Quién más aprende en pareja
pairs-set-aside = No se te proponen
pair-accept = Aceptar
pair-another = Mostrar otra persona
pair-later = Ahora no
pair-never = No proponer más
pair-again = Proponer otra vez
pair-rather-not = Mejor no
pair-take-back = Retirarlo
pair-end = Terminar
pair-end-lesson = { $name } sabrá que la pareja ha terminado, y ningún motivo. Lo que escribisteis queda.
pair-end-surely = Terminar la pareja
pair-keep = Seguir en pareja
skill-mine = Tus habilidades
skill-offers = En qué puedo ayudar, y hasta dónde he llegado
skill-needs = En qué me gustaría ayuda, y hasta dónde quiero llegar
skill-hint = Una habilidad en una línea
skill-more = Una más
skill-remove = Quitar esta
skill-free = Cuándo tengo tiempo
skill-capacity = Con cuántas personas a la vez
skill-nobody = ahora con nadie
skill-languages = Lenguas que hablo
skill-save = Guardar
skill-discard = Dejarlo como estaba
skill-unsaved = Aún sin guardar; queda en este portátil.
skill-can-help = Puede ayudar con: { $said }
skill-wants-help = Le gustaría ayuda con: { $said }
skill-name = { $skill }
skill-has = { $skill } ({ $words })
skill-goal = { $skill } (meta: { $words })
skill-is-free = Tiempo libre: { $said }
free-part-morning = mañana
free-part-afternoon = tarde
free-part-evening = noche
home-begun-skills = tus habilidades
also-pairs = compañía tutor mentor habilidades ayuda intercambio
notice-pair-asked = Alguien quiere aprender contigo.
notice-paired = Alguien también ha dicho que sí: aprendéis en pareja.
pairs-might-head = Podríais aprender en pareja
read-skill-hint = Una habilidad por línea, con hasta dónde has llegado o quieres llegar tras dos puntos, como «Ósmosis: 3». 1 es una primera idea, 2 lo básico, 3 con seguridad, 4 puede enseñarlo.
read-said-skilled = Tus habilidades están guardadas
read-said-paired = Tu sí está escrito
read-said-pair-ended = La pareja ha terminado
read-said-passed = Queda anotado en tus propios portátiles

# La demostración.
cli-demo-suggested = ve con quién podría aprender: { $name }. { $why }
cli-demo-paired = aprende desde ahora con { $name }: { $skills }

# La ventana. Frases cortas, cálidas y exactas; nada se llama seguro antes de serlo.

app-name = Commonplace
you = tú
back = Volver
close = Cerrar
done = Listo
cancel = Cancelar
undo = Deshacer
copy = Copiar
typing-menu = Este campo
typing-cut = Cortar
typing-paste = Pegar
typing-all = Seleccionar todo

# La primera pantalla
welcome-promise = Notas, preguntas y respuestas que guardáis juntos, en vuestros propios portátiles. Funciona en una sala sin internet.
welcome-question = ¿Cómo quieres que te llamen?
welcome-hint = Tu nombre
welcome-begin = Empezar
welcome-no-account = Sin cuenta, sin contraseña, sin correo. Lo que escribes se queda en este portátil hasta que lo compartes con un círculo.
welcome-return = Ya he estado aquí
welcome-new = Es mi primera vez
welcome-words = Escribe las 24 palabras de recuperación de tu papel, en su orden.
welcome-words-hint = 24 palabras
welcome-words-lesson = Las palabras devuelven quién eres. Tus notas vuelven de los demás de tus círculos, o de una copia de seguridad.
welcome-come-back = Volver
welcome-with-backup = También tengo una copia de seguridad
welcome-without-backup = No tengo copia de seguridad
welcome-backup = Di dónde está la copia de seguridad y escribe la frase de paso que se eligió para ella.
welcome-backup-hint = Dónde está, por ejemplo /media/ana/STICK/ana.age
welcome-backup-busy = Leyendo la copia de seguridad y comprobando cada parte …
welcome-words-if = Tus 24 palabras de recuperación, si las claves no están en la copia
welcome-other-laptop = Lo uso en otro portátil
welcome-laptop = Entonces los dos portátiles son tuyos y tienen los mismos círculos. Ten el otro a mano: el paso siguiente se hace en los dos.
welcome-laptop-lesson = Los dos deben estar en la misma red. No hace falta internet.
welcome-link = Seguir

# A sealed home
locked = Tus claves están selladas
locked-lesson = Escribe la frase de paso que elegiste.
locked-opening = Abriendo …
locked-hint = Frase de paso
locked-open = Abrir
locked-wrong = Esta no es la frase de paso. Mira las mayúsculas y vuelve a probar.
locked-forgotten = Nadie puede restablecerla. Con tus palabras de recuperación puedes volver en una carpeta nueva.

# Mientras se abre
opening = Abriendo tus notas…
opening-rebuilding = Ordenando el índice: { $percent } por ciento. Mientras tanto no se pierde nada.
opening-failed = Commonplace no puede abrirse ahora
opening-again = Intentarlo de nuevo

# Círculos
circles = Círculos
circles-all = Todos los círculos
circles-greeting = Hola, { $name }
circles-first = Un círculo es un grupo que aprende junto: sus notas y preguntas están en los portátiles de sus miembros y en ningún otro sitio. Crea uno, o entra en uno con la invitación que te dé un miembro.
circle-members = { $count ->
    [one] solo tú
   *[other] { $count } personas
}
circle-notes = { $count ->
    [one] { $count } nota
   *[other] { $count } notas
}
circle-questions = { $count ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
}
circle-open = { $count ->
    [one] { $count } abierta
   *[other] { $count } abiertas
}
circle-unread = { $count ->
    [one] { $count } nuevo
   *[other] { $count } nuevos
}
circle-pending = en espera
circle-pending-lesson = Espera encontrar a un miembro que te deje entrar.
circle-removed = fuera
circle-removed-by = { $name } te quitó el { $date }. Lo que tienes se sigue leyendo aquí; no llega nada nuevo.
circle-removed-by-somebody = Te quitaron el { $date }. Lo que tienes se sigue leyendo aquí; no llega nada nuevo.
circle-waiting = Tienes una invitación para este círculo. En cuanto este portátil encuentre a alguien que esté en él, tú también estarás dentro y las notas llegarán solas. No tienes que hacer nada más.
waiting-meet = A quién encontrar
waiting-meet-lesson = A cualquiera que esté en el círculo, no solo a quien te dio la invitación. Sentaos cerca, en la misma wifi o el mismo cable, con Commonplace abierto en los dos portátiles. No hace falta internet.
waiting-relay = O el relé { $relay }, que pasa tu petición mientras no haya nadie más.
waiting-nobody = Ahora no hay nadie cerca. Esta página cambia sola cuando llega alguien.
waiting-somebody = { $count ->
    [one] Hay un portátil cerca. Si su dueño está en el círculo, estarás dentro en un minuto.
   *[other] Hay { $count } portátiles cerca. Si uno de sus dueños está en el círculo, estarás dentro en un minuto.
}
waiting-until = La invitación vale hasta el { $date }.
waiting-try = Si estáis juntos y no pasa nada
waiting-address = Probar la dirección del otro portátil
waiting-stick = Pedirlo en una memoria USB
waiting-give-up = Dejar de esperar
waiting-give-up-lesson = El círculo desaparece de tu lista y este portátil olvida la invitación. Con una invitación puedes volver cuando quieras.
waiting-give-up-yes = Dejarlo
waiting-go-on = Seguir esperando

# Círculo nuevo
found = Círculo nuevo
found-lesson = Enseguida podrás invitar a otros. El título solo lo leen los miembros.
found-hint = ¿De qué trata? Por ejemplo: Biología celular
found-button = Crear el círculo

# Entrar
join = Entrar en un círculo
join-lesson = Pega la invitación que te dio un miembro. Puede venir partida en varias líneas.
join-hint = Invitación
join-button = Entrar
join-way-nearby = Cerca
join-way-code = Con cuatro palabras
join-way-ticket = Con una invitación
join-nearby-lesson = Portátiles junto a este. Cada uno muestra dos palabras al azar y nada más; elige aquel a cuyo dueño ves.
join-nearby-ask = Pedir entrar
join-nearby-me = Los demás ven este portátil como «{ $node }».
join-code-lesson = Alguien del círculo te dice cuatro palabras. Escríbelas aquí; bastan las cuatro primeras letras de cada una.
join-code-hint = Cuatro palabras
join-pending = La invitación es buena. Estarás en «{ $circle }» en cuanto este portátil encuentre a uno de sus miembros, en la misma red o a través de un relé.

# Invitar
invite = Invitar
invite-into = Invitar a «{ $circle }»
invite-lesson = Una invitación deja entrar a alguien en el círculo. Entrégala por cualquier medio de confianza.
invite-for = Cuántas personas pueden usarla
invite-uses = { $count ->
    [one] una persona
   *[other] { $count } personas
}
invite-role = Qué pueden hacer
role-learner = leer y escribir
role-reader = solo leer
role-facilitator = guiar y moderar
invite-make = Hacer una invitación
invite-hand-over = Da este texto a la persona que invitas: en una memoria, en un mensaje o leído en voz alta. Quien lo tenga puede entrar.
invite-show-them = Deja que la persona a la que invitas le saque una foto. Quien la tenga puede entrar.
invite-until = { $count ->
    [one] Para una persona, hasta el { $date }.
   *[other] Para { $count } personas, hasta el { $date }.
}
invite-open = Invitaciones abiertas
invite-open-lesson = Quien tenga una de estas todavía puede entrar. Con una retirada no entra nadie que encuentre un portátil que ya lo sabe; quien ya entró se queda.
invite-open-one = { $name } invita como { $role }, hasta el { $date }: entraron { $came } de { $count }.
invite-take-back = Retirar
invite-copy = Copiar la invitación
invite-copied = Copiado
invite-way-nearby = A mi lado
invite-way-code = Con cuatro palabras
invite-way-ticket = Con una invitación
invite-nearby-lesson = Para alguien en la misma sala. En su portátil elige «Entrar en un círculo», «Cerca» y luego este portátil. Ambas pantallas muestran las mismas cuatro palabras antes de que entre nadie.
invite-nearby-begin = Dejar entrar a alguien
invite-code-lesson = Para alguien con quien puedes hablar y cuyo portátil está en la misma red. Tú dices cuatro palabras y la otra persona las escribe. Valen diez minutos y para una persona.
invite-code-begin = Hacer cuatro palabras
invite-joined = { $person } ya está dentro.
invite-another = Dejar entrar a otra persona
invite-show-text = Mostrar el texto
invite-show-picture = Mostrar la imagen

# Two people pairing
pairing-begins = Un momento …
pairing-looks = Buscando …
pairing-waits = Esperando a que alguien pida entrar. En el otro portátil: «Entrar en un círculo», «Cerca» y luego este portátil.
pairing-asking = Se ha preguntado a «{ $node }». Ahora debe responder su dueño.
pairing-asked = «{ $node }» pide entrar.
pairing-code = Di estas cuatro palabras a la persona que invitas, o las cifras de debajo:
pairing-code-lesson = Esperando a que las escriba. Quien las oiga puede entrar en su lugar; dilas a una sola persona.
pairing-good-for = { $count ->
    [0] Valen un momento más.
    [one] Valen un minuto más.
   *[other] Valen { $count } minutos más.
}
pairing-code-device = Escribe estas cuatro palabras en el portátil nuevo. La imagen de abajo dice lo mismo.
pairing-code-device-lesson = Diez minutos, un portátil, tres intentos. Vale tanto como tus claves: no se lo enseñes a nadie más.
pairing-wrong = { $count ->
    [0] Alguien ha escrito otras palabras demasiadas veces. Estas palabras ya no valen.
    [one] Alguien ha escrito otras palabras. Queda un intento.
   *[other] Alguien ha escrito otras palabras. Quedan { $count } intentos.
}
pairing-words-asking = Lee estas palabras al dueño de «{ $node }», o las cifras de debajo. Si su pantalla muestra las mismas, te deja entrar: aquí no confirmas nada. Si las suyas son otras, cancela.
pairing-words-asked = ¿Muestra la pantalla de «{ $node }» las mismas cuatro palabras, con las mismas cifras debajo? Míralo o pide que te las lean.
pairing-words-device = ¿Muestra «{ $node }» las mismas cuatro palabras? Mira ambas pantallas y pulsa en las dos.
pairing-waits-device = Esperando al portátil nuevo. Allí, en la primera pantalla: «{ welcome-other-laptop }»; o en los ajustes: «{ devices-become }».
pairing-same = Son las mismas
pairing-differ = Son distintas
pairing-confirmed = Las palabras son las mismas. Entrando …
pairing-cancel = Cancelar

# Somebody nearby asks
knock = Alguien pide entrar
knock-asks = Un portátil cercano, «{ $node }», pide entrar en un círculo tuyo.
knock-which = ¿En qué círculo dejas entrar a «{ $node }»? No se dice nada de él antes de comparar cuatro palabras.
knock-answer = Responder
knock-no = Ahora no

# The page of a circle
circle-page = Personas y ajustes de este círculo
circle-people = Personas
circle-people-lesson = La pertenencia, los papeles y la expulsión funcionan sin servidor. Los portátiles que estuvieron separados se ponen de acuerdo al encontrarse.
circle-me = { $name } (tú)
circle-change = Cambiar
circle-remove = Quitar del círculo
circle-remove-lesson = { $name } conserva lo que hay en su portátil, y los portátiles que aún no lo saben pueden seguir compartiendo con esa persona. Quien ya lo sabe no acepta nada nuevo suyo, y lo que se escriba desde entonces no podrá leerlo.
circle-remove-yes = Quitar
circle-ways = Cómo viaja
circle-leave = Dejar el círculo
circle-leave-lesson = Conservas lo que hay en este portátil y no recibes nada nuevo. Lo que escribiste se queda con los demás.
circle-leave-only-steward = { $others ->
    [one] Nadie más que tú administra el círculo. Cuando te hayas ido, nadie podrá dejar entrar ni quitar a nadie, dar funciones ni decidir cómo viaja el círculo; la otra persona seguirá leyendo y escribiendo. Si puedes, dale antes la función de administrar.
   *[other] Nadie más que tú administra el círculo. Cuando te hayas ido, nadie podrá dejar entrar ni quitar a nadie, dar funciones ni decidir cómo viaja el círculo; las otras { $others } personas seguirán leyendo y escribiendo. Si puedes, da antes a alguien la función de administrar.
}
circle-leave-yes = Dejarlo
role-name-founder = fundación
role-name-steward = administración
role-name-facilitator = facilitación
role-name-learner = aprendiz
role-name-reader = lectura
role-name-carrier = transporte
role-lesson-steward = Deja entrar y salir a la gente y da papeles.
role-lesson-facilitator = Guía, y oculta lo que no es de aquí.
role-lesson-learner = Lee, escribe y deja entrar a otros si el círculo lo permite.
role-lesson-reader = Lee y no escribe nada.
role-lesson-carrier = Un papel de una versión anterior, que ya no se da a nadie: no lee nada. Quien lleva registros sellados para otros es un relé («commonplace relay») o una memoria USB.
ways-anywhere = Por cualquier vía
ways-relays = Aquí y por relés
ways-lan = Solo en esta red
ways-usb = Solo en memorias
ways-anywhere-lesson = En la misma red, por los relés de abajo y en direcciones donde ya se encontró a miembros.
ways-relays-lesson = En la misma red y por los relés de abajo. Nada más.
ways-lan-lesson = Solo entre portátiles de una misma red, y relés que estén en ella: nada cruza internet, ni una VPN, ni un router entre dos redes de una escuela.
ways-usb-lesson = Nunca por una red: solo en una memoria USB que alguien lleva.
ways-relay-list = Relés
ways-no-relay = Ninguno. Los portátiles intercambian cuando se encuentran.
ways-relay-hint = Dirección de un relé
ways-relay-add = Añadir
ways-relay-near = Se muestra en esta red:
relay-words = «{ $words }»
ways-relay-lease = Copiar su arriendo
ways-relay-leased = Copiado. Quien lleva el relé lo arranca con ello: commonplace relay --allow, y detrás el arriendo o un archivo que lo contenga. Entrégalo como una contraseña.
ways-relay-remove = Quitar
ways-relay-lesson = Un relé es un portátil o una pequeña máquina vuestra que queda encendida, en la sala o en internet: «commonplace relay» lo hace de ella. Guarda copias selladas para portátiles apagados y no puede leer ninguna. Su propia pantalla muestra las mismas cuatro palabras que esta.
ways-relay-dropped = El círculo ya no pasa por estos relés. Lo que se les dio sigue allí hasta que el portátil de quien lo administra encuentre cada uno:
circle-stick = En una memoria
circle-files = Como archivos
circle-room = Sitio en este portátil
room-lesson = Cuando un círculo ocupa más sitio del que le das, lo primero que llegó es lo primero que se va. Lo que escribiste o adjuntaste, lo que conservas aquí y lo que nadie más tiene se queda.
room-used = Ocupa { $used } y puede ocupar todo el sitio que haya.
room-used-of = Ocupa { $used } de los { $quota } que le das.
room-of-it = { $texts } de textos y { $blobs } de adjuntos, de los cuales { $staying } se quedan pase lo que pase.
room-next = Lo primero que se iría
room-with = { $count ->
    [0] no se sabe de nadie más que lo tenga
    [one] otro dispositivo lo tiene
   *[other] otros { $count } dispositivos lo tienen
}
room-hint = Por ejemplo 500 MB o 2 GB
room-set = Dar ese sitio
room-unlimited = Sin límite
room-advised = Lo que aconseja el círculo: { $size }
room-unreadable = Escribe un número y MB o GB.
circle-log = Qué cambió
log-all = Mostrar los { $count } cambios
log-empty = Aún no ha cambiado nada.
circle-forked = La clave de { $devices } se usó en dos sitios a la vez: un portátil copiado, o alguien que dice cosas distintas a personas distintas.
circle-renew = Cambiar la clave del círculo
circle-renew-lesson = Quien se haya hecho con la clave antigua no lee nada de lo que se escriba desde ahora. Un portátil perdido o copiado es otra cosa: lo retira su dueño, y eso también cambia la clave. Cambia además en cada expulsión, y sola cuando un responsable escribe y tiene un mes.
stick-lesson = Para portátiles sin red común. Pon una memoria USB, escribe su carpeta y hazla circular: cada portátil lee lo que otros trajeron y añade lo que les falta. Todo en ella está sellado.
stick-hint = Carpeta de la memoria, por ejemplo /media/ana/STICK
stick-exchange = Intercambiar
stick-reading = Leyendo lo que otros trajeron …
stick-writing = Escribiendo lo que a otros puede faltarles …
stick-read = Leído: { $count ->
    [0] nada nuevo
    [one] un cambio nuevo
   *[other] { $count } cambios nuevos
}
stick-written = Escrito: { $records ->
    [one] un cambio
   *[other] { $records } cambios
}, { $blobs ->
    [0] sin adjuntos
    [one] un adjunto
   *[other] { $blobs } adjuntos
}
stick-done = Listo. Puedes sacar la memoria cuando tu sistema lo diga. Lo que hay en ella aún no ha llegado a nadie; aquí verás cuándo.
stick-done-nothing = Listo. Puedes sacar la memoria cuando tu sistema lo diga. A los portátiles por los que ha pasado no les falta nada de lo que hay aquí.
offer = Un paquete
offer-looking = Mirando qué es …
offer-reading = Leyendo …
offer-read = Leerlo
offer-what = De «{ $circle }»: { $records ->
    [one] un cambio
   *[other] { $records } cambios
}, { $blobs ->
    [one] { $blobs } adjunto
   *[other] { $blobs } adjuntos
}, { $size }.
offer-lesson = Quién escribió este archivo no consta en él. Cada cambio nombra a su autor y se comprueba al leerlo. Todavía no se ha leído nada.

# Cerca
nearby = Cerca
nearby-nobody = Ahora mismo no hay nadie cerca. Los demás aparecen aquí cuando su portátil está en la misma red.
# Heading over those whom this laptop is in touch with and who are not on the same network
nearby-elsewhere = En otros lugares
nearby-strangers = { $count ->
    [one] Hay un portátil cerca que aún no comparte ningún círculo contigo.
   *[other] Hay { $count } portátiles cerca que aún no comparten ningún círculo contigo.
}

# La lista
write = Escribir
ask = Preguntar
search-hint = Buscar en este círculo
search-clear = Quitar la búsqueda
search-nothing = No se encontró nada
search-lesson = Prueba con menos palabras o con otras. Se buscan los títulos y textos que están en este portátil.
search-found = { $count ->
    [one] un resultado
   *[other] { $count } resultados
}
search-wider = Todos los círculos
search-all = Buscar en todos los círculos
search-all-hint = Palabras que buscar
search-all-lesson = Escribe unas letras. ↑ y ↓ recorren lo encontrado, Intro lo abre.
search-nothing-lesson = No se encontró nada. Prueba con menos palabras o con otras.
filter-all = Todo
filter-notes = Notas
filter-questions = Preguntas
filter-open = Abiertas
filter-more = Ordenar y filtrar
filter-only = Solo
filter-unread = nuevo
filter-unread-count = lo nuevo ({ $count })
filter-mine = lo mío
filter-tags = Etiquetas
questions-all = Todas
questions-unanswered = Sin respuesta
sort = Orden
sort-newest = lo más nuevo primero
sort-oldest = lo más antiguo primero
sort-title = título
sort-author = autor
sort-folder = como en su carpeta
list-empty = Una página en blanco
list-empty-lesson = Escribe la primera nota, o suelta en esta ventana una carpeta de archivos Markdown. Todos en el círculo pueden añadir.
list-no-questions = Aún no hay preguntas
list-no-questions-lesson = La forma más rápida de aprender juntos: pregunta lo que te gustaría entender. Basta una línea.
list-none-open = No hay nada abierto
list-none-open-lesson = Cada pregunta tiene una respuesta aceptada.
list-none-unanswered = Nadie espera
list-none-unanswered-lesson = Cada pregunta tiene una respuesta.
list-sifted = Nada coincide
list-sifted-lesson = Quita alguno de los filtros.
row-new-by = nuevo de { $name }
chosen-count = { $count ->
    [one] { $count } elegido
   *[other] { $count } elegidos
}
chosen-none = No elegir ninguno
act-open = Abrir
act-read = Marcar como leído
act-copy = Copiar como Markdown
act-save = Guardar como archivo
act-keep = Conservar aquí los adjuntos
act-take-back = Retirar
home-library = Notas y preguntas
home-new = Nuevo para ti
home-nothing-new = Nada nuevo: has visto todo lo que hay aquí.
home-all-new = Todo lo nuevo ({ $count })
home-all-read = Marcar todo como leído
home-unanswered = Esperan respuesta
home-asked = preguntado { $when }
home-waits = { $days ->
    [one] sin respuesta desde hace un día
   *[other] sin respuesta desde hace { $days } días
}
home-all-unanswered = Todas las que nadie ha respondido
home-begun = Empezado y sin publicar
home-begun-note = una nota nueva
home-begun-edit = un cambio
home-begun-ask = una pregunta
home-begun-answer = una respuesta
home-begun-comment = un comentario
home-only-here = Solo en este portátil
home-only-here-lesson = Pasa solo a los demás en cuanto uno de ellos esté cerca.
home-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
home-people = Quién está
home-here = en contacto ahora
home-heard = última noticia { $when }
home-never = aún sin noticias
home-people-more = Qué tiene cada uno
home-circle-more = Personas y ajustes
home-first = Un círculo nuevo. ¿Qué va primero?
home-first-others = Aquí aún no ha llegado nada. Lo que los demás escriban llega solo; mientras tanto puedes empezar.
home-first-write = Escribe la primera nota
home-first-write-lesson = Lo que aprendiste hoy, con tus palabras.
home-first-bring = Trae las notas que tienes
home-first-bring-lesson = Una carpeta de Markdown, con sus imágenes.
home-first-invite = Invita a alguien
home-first-invite-lesson = A tu lado, con cuatro palabras o con una entrada. Así lo que escribes tiene una segunda casa.
home-first-ask = Haz la primera pregunta
home-first-ask-lesson = ¿Qué te gustaría entender? Basta una línea.

# Marcas
question-open = abierta
question-answers = { $count ->
    [one] { $count } respuesta
   *[other] { $count } respuestas
}
question-accepted = aceptada
delivery-alone = en este portátil
delivery-only-here = solo aquí
delivery-on = en { $devices } de { $of }
delivery-brief = { $devices } de { $of }
delivery-files = texto en { $devices } de { $of }, { $count ->
    [one] adjunto
   *[other] adjuntos
} { $files ->
    [0] aún en ninguno
   *[other] en { $files }
}
delivery-lesson = Se sabe que está en { $devices } de los { $of } dispositivos de este círculo.
delivery-lesson-files = Se sabe que el texto está en { $devices } de los { $of } dispositivos de este círculo y { $count ->
    [one] el adjunto
   *[other] todos sus adjuntos
} { $files ->
    [0] aún en ninguno.
   *[other] en { $files }.
}
delivery-lesson-alone = Por ahora solo está en este portátil. Pasa solo a los demás en cuanto uno de ellos esté cerca.
delivery-lesson-part = Algo que escribiste aquí está por ahora solo en este portátil. Pasa solo a los demás en cuanto uno de ellos esté cerca.
delivery-lesson-nobody = Por ahora solo estás tú en este círculo. Invita a alguien y tendrá un segundo hogar.

# Leer
edit = Editar
comment = Comentar
ask-about = Preguntar sobre esto
ask-about-selection = Preguntar sobre lo seleccionado
asked-about = Alguien pregunta sobre esto
more = Más
outline = Contenido
copy-markdown = Copiar como Markdown
copy-selection = Copiar lo seleccionado como Markdown
formula-copy = Copiar la fórmula como TeX
leads-here = Lo que lleva aquí
note-before = Antes de esto
note-after = Siguiente
to-accepted = Ir a la respuesta aceptada
find = Buscar en esta nota
find-page = Buscar en esta página
find-hint = Palabras de esta página
find-place = { $count ->
    [0] no se encuentra
   *[other] { $place } de { $count }
}
find-previous = Lugar anterior
find-next = Lugar siguiente
versions = Cómo se hizo
versions-close = Volver a la nota
versions-restore = Recuperar esta versión
versions-beginning = el principio
versions-first = Así empezó.
versions-unchanged = No ha cambiado desde que se escribió.
versions-title = título nuevo: «{ $title }»
versions-added = añadido, subrayado
versions-removed = quitado, tachado
versions-same = { $count ->
    [one] una línea sin cambios
   *[other] { $count } líneas sin cambios
}
versions-same-text = El texto quedó como estaba.
flag = Aquí hay algo mal
flag-lesson = Se avisa a quienes moderan este círculo. Si varias personas lo dicen, se oculta hasta que lo hayan mirado.
flag-hint = ¿Qué está mal? Todos pueden leer esto.
flag-do = Avisar
flag-done = Se ha avisado a quienes moderan este círculo. Gracias.
hide = Ocultar
hide-lesson = Solo lo verán su autor y quienes moderan. Puedes volver a mostrarlo.
hide-hint = ¿Por qué? Todos pueden leer esto.
hide-do = Ocultar
show-again = Mostrar de nuevo
show-again-lesson = Todos en el círculo lo verán de nuevo.
show-again-do = Mostrar
take-back = Retirar
take-back-lesson = Desaparece aquí y en cada portátil que se entere. Lo que alguien haya copiado no se puede retirar.
take-back-do = Retirar
hidden-lesson = Oculto: solo lo ven su autor y quienes moderan.
hidden-by = Oculto por { $name }: «{ $reason }». Solo lo ven su autor y quienes moderan.
hidden-flagged = Oculto hasta que lo miren quienes moderan: varias personas dicen que algo está mal. «{ $reason }»
helpful = { $count ->
    [0] Útil
   *[other] Útil · { $count }
}
edits = { $count ->
    [one] cambiada una vez
   *[other] cambiada { $count } veces
}
written-by = Escrita por { $names }
written-by-mine = Escrita por { $names } y por ti
other-title = Alguien le dio otro título al mismo tiempo: «{ $title }». Edita la nota para elegir uno.
titles-apart = Se dieron varios títulos al mismo tiempo. Elige el que queda; todos lo reciben.
title-take = Tomar este
both-edited = { $names } cambiaron esto por separado; los dos cambios están en el texto.
both-edited-mine = Tú y { $names } cambiasteis esto por separado; los dos cambios están en el texto.
both-edited-settle = Revisarlo
comments = { $count ->
    [0] Aún no hay comentarios
    [one] { $count } comentario
   *[other] { $count } comentarios
}
comment-hint = Escribe un comentario
comment-send = Enviar
change-publish = Publicar el cambio
revised = editado
said-apart = En otro dispositivo su autor lo cambió al mismo tiempo por: «{ $text }». Editarlo resuelve el asunto.
attachments = { $count ->
    [one] { $count } adjunto
   *[other] { $count } adjuntos
}
attachment-save = Guardar
attachment-save-as = Guardar como…
save-as = Guardar como
save-as-lesson = Adónde va «{ $name }». No se escribe encima de ningún archivo, salvo que lo elijas y lo confirmes.
save-as-hint = Adónde, por ejemplo ~/Documentos/celula.png
attachment-fetch = Traer
attachment-arriving = { $percent } % de { $size }, { $rate } por segundo, { $peers ->
    [0] ahora mismo de nadie
    [one] de un portátil
   *[other] de { $peers } portátiles
}
attachment-awaited = { $percent ->
    [0] { $size }, llega en cuanto esté cerca alguien que lo tenga
   *[other] { $percent } % de { $size }, sigue en cuanto esté cerca alguien que lo tenga
}
attachment-absent = { $percent ->
    [0] no está en este portátil
   *[other] el { $percent } % está en este portátil
}
attachment-with = { $more ->
    [0] lo tiene { $names }
    [one] lo tienen { $names } y otra persona
   *[other] lo tienen { $names } y { $more } personas más
}
attachment-with-nobody = no se sabe de nadie que lo tenga
attachments-pin = Conservar aquí
attachments-pinned = Se conserva aquí
attachments-pin-lesson = Lo que se conserva nunca se suelta para hacer sitio.
size-b = { $amount } B
size-kb = { $amount } kB
size-mb = { $amount } MB
size-gb = { $amount } GB
size-tenths = { $whole },{ $tenths }
reading-omitted = Este texto es demasiado largo para mostrarlo entero: faltan { $kib } KiB. Exporta el círculo para leerlo todo.
picture-not-attached = Esta imagen no está adjunta a la nota.
picture-on-its-way = Esta imagen aún está en camino.
picture-elsewhere = Esta imagen no está en este portátil. Se puede traer debajo del texto.
picture-too-large = Esta imagen es demasiado grande para mostrarla aquí.
picture-unknown = Este archivo no es una imagen que se pueda mostrar aquí.
picture-unreadable = No se pudo leer esta imagen.
code-elsewhere = Este código está en un archivo del libro que no se trajo.

# Preguntas
same-question = { $count ->
    [0] Yo también lo pregunto
   *[other] Yo también lo pregunto · { $count }
}
about-unknown = una nota que aún no está aquí
about-note = Sobre «{ $title }»
answer-heading = Tu respuesta
answer-own = Respóndela tú, si lo descubriste
answer-hint = Explícalo como te habría gustado oírlo. Aquí funciona Markdown.
answer-publish = Publicar la respuesta
answer-write = Escribir una respuesta
answer-accept = Esto la responde
answer-endorsed = avalada

# Traer archivos
bring = Traer archivos
bring-lesson = Un archivo Markdown, o una carpeta con varios, se convierte en notas de este círculo; sus imágenes vienen con ellos. También puedes soltarlo sobre esta ventana.
bring-hint = Dónde está, por ejemplo ~/Documentos/notas
bring-button = Traerlo
bring-busy = Trabajando…
outcome-all = Todo ({ $count })
outcome-refused = no tomado
outcome-created = nuevo
outcome-updated = cambiado
outcome-attached = adjuntado
outcome-unchanged = igual
outcome-written = escrito
outcome-well = Todo fue bien
outcome-some = { $count ->
    [one] Un archivo no pudo ser
   *[other] { $count } archivos no pudieron ser
}
outcome-nothing = No había nada que tomar.
outcome-more = { $count ->
    [one] y uno más, en la lista que se copia
   *[other] y { $count } más, en la lista que se copia
}
outcome-copy = Copiar la lista
export = Exportar el círculo
export-lesson = Todo lo de este círculo que está en este portátil, como una carpeta de Markdown y adjuntos que cualquier programa abre. Lo que cambies allí vuelve al traer la carpeta.
export-hint = Adónde, por ejemplo ~/Documentos/circulo
export-button = Escribirlo
export-done = Escrito en { $place }
attach = Adjuntar un archivo
attach-lesson = El archivo viaja con esta nota a todas las personas del círculo. También puedes soltarlo sobre esta ventana.
attach-hint = Dónde está, por ejemplo ~/Documentos/capitulo.pdf
attach-button = Adjuntarlo

# Choosing files
choose-file = Elegir un archivo…
choose-files = Elegir archivos…
choose-folder = Elegir una carpeta…
choose-new-file = Elegir un lugar…
choose-none = Este escritorio no tiene un diálogo para elegir archivos que responda. Escribe el lugar en el campo.
taking-no-file = No hay ningún archivo en ese lugar. Una carpeta no puede acompañar un texto; elige los archivos que contiene.
taking-not-own = Los archivos solo pueden acompañar un texto tuyo.
taking-too-large = La imagen del portapapeles es demasiado grande: se aceptan como mucho 16 millones de píxeles. Guárdala en un archivo y adjúntalo.
taking-unusable = La imagen del portapapeles no se puede leer. Guárdala en un archivo y adjúntalo.

# Escribir
editor-note = Nota nueva
editor-edit = Editando
editor-ask = Pregunta nueva
editor-publish = Publicar
editor-publish-question = Preguntar al círculo
editor-leave = Salir; el borrador se guarda
editor-title-hint = Título
editor-question-hint = Tu pregunta en una línea
editor-tags-hint = Etiquetas, separadas por comas
editor-quote-hint = El pasaje, si trata de uno
similar = Quizá la respuesta ya está aquí
similar-question = preguntó { $name }
similar-note = nota de { $name }
editor-text-hint = Bastan palabras llanas; también vale Markdown
editor-question-text-hint = ¿Qué has intentado y dónde deja de tener sentido?
editor-preview-empty = Lo que escribes aparece aquí como lo leerán los demás.
editor-preview = Vista previa
editor-files = Se adjunta al publicar:
editor-file-let-go = No adjuntar { $name }
editor-files-elsewhere = No se adjunta desde aquí, porque está en tu otro portátil: { $names }
format-strong = Negrita
format-emphasis = Cursiva
format-code = Código
format-link = Enlace
format-heading = Título
format-bullets = Lista
format-numbers = Lista numerada
format-tasks = Tareas
format-quote = Cita
format-table = Tabla
draft-kept = Borrador guardado
draft-keeping = Guardando el borrador…
draft-restored = Este es tu borrador de la última vez.
draft-before = Ya habías empezado esto antes.
draft-discard = Empezar de nuevo
draft-other = También empezado en { $device }.
draft-other-there = También empezado en { $device }: es demasiado largo para pasarlo y está allí.
draft-other-add = Añadirlo debajo
draft-other-laptop = tu otro portátil

# Personas y copias
people = Personas y copias
people-lesson = Lo que se sabe que tiene cada dispositivo. Uno del que no hay noticias desde hace tiempo puede tener más de lo que aquí se dice, nunca menos.
people-known-persons = Quién está en tus círculos
people-safe = Todo lo de aquí está al menos en otro dispositivo.
people-empty = Aquí aún no se ha escrito nada.
people-alone = { $count ->
    [one] { $count } cambio, solo en este portátil. Invita a alguien y tendrá una segunda casa.
   *[other] { $count } cambios, solo en este portátil. Invita a alguien y tendrán una segunda casa.
}
people-elsewhere = Otros dispositivos tienen { $count } más que no han llegado a este portátil.
people-waiting = { $count ->
    [one] { $count } cambio aún no se puede leer; su clave está en camino.
   *[other] { $count } cambios aún no se pueden leer; sus claves están en camino.
}
people-blobs-missing = { $count ->
    [one] { $count } adjunto aún no está aquí.
   *[other] { $count } adjuntos aún no están aquí.
}
people-only-here-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
people-has-all = lo tiene todo
people-lacks = { $count ->
    [one] le falta { $count } cambio
   *[other] le faltan { $count } cambios
}
people-known = visto antes
people-network = Vistos por este portátil
people-by-address = Si dos portátiles no se ven
people-by-address-lesson = O escribe en uno de ellos una dirección que el otro muestra al final de esta página.
people-stranger = Alguien sin círculo en común
people-address-hint = por ejemplo 192.168.1.7:4001
people-dial = Probar esta dirección
people-dialled = Probando. Si alguien responde, aparece arriba.
people-listening = Este portátil se alcanza en
people-listening-nothing = Este portátil no está en ninguna red ahora mismo.
people-safe-with = { $more ->
    [0] Todo lo que escribiste aquí está también en { $device }.
    [one] Todo lo que escribiste aquí está también en { $device } y en otro dispositivo.
   *[other] Todo lo que escribiste aquí está también en { $device } y en otros { $more } dispositivos.
}
people-said = última noticia { $when }, por medio de otros
people-relay = relé
doctor-look = Ver qué estorba
doctor-looking = Mirando …
doctor-lesson = Este portátil puede mirar qué estorba: otra red, un cortafuegos, un rúter que separa los portátiles.
doctor-next-nobody-near = Mira si los dos están en la misma red; después escribe, en «{ people }», la dirección que el otro muestra allí.
doctor-next-discovery = Para que te encuentren, elige «{ discovery-on }» en los ajustes, en la página «{ settings-tab-network }».

# Ajustes
settings = Ajustes
settings-tab-you = Tú
settings-tab-looks = Ventana
settings-tab-network = Red
settings-tab-trouble = Problemas
profile-seen = Los demás te ven con este nombre, y este portátil como «{ $device }».
profile-fingerprint = Tus cuatro palabras, para comparar a simple vista: { $words }
profile-devices = { $count ->
    [one] Este portátil es tu único dispositivo.
   *[other] Tienes { $count } dispositivos.
}
settings-name = Nombre
settings-rename = Cambiar
settings-paper = Aspecto
settings-language = Idioma
settings-home = Carpeta
settings-home-lesson = Todo lo tuyo está en esta carpeta: tus claves, tus notas y las de tus círculos.
settings-backup = Copia de seguridad
settings-discovery = Encontrar a otros en esta red
backup-lesson = Un archivo con todos tus círculos, notas y adjuntos, sellado con una frase de paso; otros programas de archivos age pueden abrirlo. Tus claves no están en él: además necesitas tus palabras de recuperación.
backup-place = Adónde, por ejemplo /media/ana/STICK/ana.age
backup-passphrase = Frase de paso de este archivo
backup-passphrase-lesson = Anótala: nadie puede abrir el archivo sin ella.
backup-write = Escribir la copia
backup-writing = Escribiendo y comprobando …
backup-made = La copia está escrita y se ha leído de nuevo: { $records } cambios, { $blobs } adjuntos.
discovery-on = Sí
discovery-quiet = Discreto
discovery-off = No
discovery-on-lesson = Este portátil dice que está aquí, con un nombre que es el mismo en todas las redes: quien escuche allí puede reconocerlo. Ve a otros.
discovery-quiet-lesson = Escucha y no dice nada. Dos portátiles discretos no se encuentran.
discovery-off-lesson = Ni escucha ni dice nada; usa invitaciones con direcciones.
settings-devices = Tus dispositivos
settings-words = Palabras de recuperación
settings-seal = Frase de paso

# Recovery words
words-lesson = 24 palabras en papel te devuelven si este portátil se pierde o se rompe y no tienes otro.
words-unseen = Aún no las has anotado.
words-shown = Las has visto, pero tu papel nunca se comprobó.
words-checked = Anotadas y comprobadas.
words-show = Mostrar las palabras
words-check = Comprobar mi papel
words-keep = Escríbelas en papel, en este orden, y guárdalo donde nadie más mire: quien tenga estas palabras eres tú. No hagas fotos.
words-fingerprint = Al volver, compara: { $words }
words-close = Ocultarlas
words-which = ¿Qué dice tu papel?
words-number = Palabra { $place }

# Passphrase
seal-lesson = Con una frase de paso, quien encuentre este portátil no puede hablar en tu nombre. La escribes cada vez que empieza el programa.
seal-open = No hay ninguna: quien pueda usar este portátil puede ser tú.
seal-sealed = Tus claves están selladas.
seal-set = Poner una frase de paso
seal-change = Cambiar o quitar
seal-remove = Quitarla
seal-old = Frase de paso hasta ahora
seal-new = Nueva frase de paso
seal-again = La misma frase de paso otra vez
seal-differ = Las dos son distintas.
seal-busy = Sellando …

# Devices
devices-lesson = Cada portátil tuyo es un dispositivo propio. Si uno se pierde, retíralo aquí: desde entonces no lee nada nuevo y no se acepta nada de lo que escriba.
devices-this = este portátil
devices-revoked = retirado
devices-wrote = escribió { $when }
devices-silent = aún no ha escrito nada
devices-forked = Su clave se usó en dos sitios a la vez, como en una carpeta copiada.
devices-revoke = Retirar
devices-revoke-lesson = «{ $device }» no leerá nada de lo que se escriba desde ahora y no se aceptará nada de lo que escriba. Lo que ya tiene se queda en él. No se puede deshacer.
devices-revoke-yes = Retirarlo
devices-revoked-told = «{ $device }» { $count ->
    [0] fue retirado.
    [one] fue retirado en un círculo.
   *[other] fue retirado en { $count } círculos.
}
devices-revoked-waiting = En { $circles } lo será en cuanto este portátil encuentre a alguien de allí.
devices-link = Enlazar un portátil nuevo
devices-become = Este es mi portátil nuevo
devices-link-lesson = En el portátil que has usado hasta ahora pulsa el primer botón; en el nuevo, el segundo. Ambos muestran las mismas cuatro palabras. El nuevo no debe estar aún en ningún círculo.
devices-link-sealed = El portátil nuevo recibe la clave que representan tus palabras de recuperación. Escribe la frase de paso que la sella aquí.
devices-renew-lesson = Este portátil fue retirado de tus dispositivos: lee lo que tiene y ya no escribe. ¿No fuiste tú? Entonces alguien más tiene la clave que representan tus palabras de recuperación. Haz de este portátil un dispositivo nuevo y retira el suyo.
devices-renew = No fui yo: hacerlo un dispositivo nuevo
devices-renew-sealed = La clave que representan tus palabras de recuperación hace de este portátil un dispositivo nuevo. Escribe la frase de paso que la sella aquí.
devices-handed-over = Tus claves se entregaron a «{ $node }» { $when }, y desde entonces no se ha mostrado como portátil tuyo. Si no es tuyo, alguien más las tiene: retira lo que aparezca aquí y no conozcas.
devices-linked = Enlazado. Tus círculos llegan solos.
devices-link-code = Mejor con cuatro palabras
devices-become-lesson = Pulsa «{ devices-link }» en el portátil que has usado hasta ahora. Después elígelo aquí por las dos palabras que muestra.
devices-ask = Ese es mío
devices-code-lesson = O escribe las cuatro palabras que muestra.
devices-say = Enlazar
paper-system = Como el sistema
paper-light = Claro
paper-dark = Oscuro
paper-contrast-light = Alto contraste, claro
paper-contrast-dark = Alto contraste, oscuro
paper-lesson = Vale en todos tus portátiles.
settings-size = Tamaño del texto
size-smaller = Más pequeño
size-larger = Más grande
size-usual = Como siempre
size-percent = { $percent } %
size-lesson = Todo crece con el texto, solo en este portátil. Con teclas: Ctrl +, Ctrl −, Ctrl 0.
settings-notices = Mientras trabajas en otra ventana
notices-mine = Avísame de lo que me toca
notices-mine-lesson = Una respuesta a una pregunta tuya, una reunión de un círculo tuyo, alguien que quiere aprender contigo, alguien que pide entrar, un círculo que te deja entrar.
notices-all = Avísame de todo lo nuevo
notices-all-lesson = También de las preguntas de otros y de quien entra en un círculo.
notices-none = No me avises de nada
notices-none-lesson = Lo nuevo queda marcado aquí, y espera.
notices-lesson = Un aviso dice que hay algo nuevo, nunca qué, y no nombra a nadie: otros pueden ver la pantalla.
notice-knock = Alguien cercano pide entrar.
notice-let-in = Un círculo te ha dejado entrar.
notice-answered = Una pregunta tuya tiene una respuesta nueva.
notice-asked = Alguien ha hecho una pregunta.
notice-joined = Alguien ha entrado en un círculo tuyo.
settings-lasting = Mensajes cortos
lasting-no = Se van solos
lasting-no-lesson = A los cinco segundos.
lasting-yes = Se quedan hasta que los cierre
lasting-yes-lesson = Para quien lee despacio o mira a otra parte.
settings-scripts = Letras de otros idiomas
scripts-all = El chino, el japonés y el coreano se muestran con las fuentes de este sistema.
scripts-missing = A este sistema le faltan las letras de { $scripts }: en su lugar hay cajas. Instala el paquete fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) o noto-fonts-cjk (Arch), y vuelve a abrir Commonplace.
script-chinese = chino
script-japanese = japonés
script-korean = coreano
trouble-doctor = Qué estorba
trouble-nothing = Nada estorba, por lo que este portátil puede ver.
trouble-log = Lo que el programa ha contado
trouble-log-lesson = Las últimas líneas desde que se abrió. No nombran a ninguna persona ni nota, y se quedan en este portátil mientras tú no las des.
trouble-log-empty = Nada por ahora. Es buena señal.
trouble-copy = Copiarlo todo
trouble-save = Guardar en un archivo
trouble-again = Leer de nuevo

# Enlaces
link = Un enlace hacia fuera
link-lesson = Commonplace no abre nada por sí mismo. Copia el enlace si te fías de adónde lleva.
link-host = Lleva a
link-whole = El enlace entero
link-copy = Copiar el enlace
link-refused = Este enlace no lleva a nada que se pueda mostrar: solo se ofrecen páginas web y direcciones de correo.

# La línea de estado
status-no-internet = Sin internet. No pasa nada.
status-nobody = No hay nadie cerca. No pasa nada.
status-nearby = En contacto con { $names }
status-nearby-more = En contacto con { $names } y { $more } más
status-only-here = { $count ->
    [one] { $count } cambio por ahora solo en este portátil
   *[other] { $count } cambios por ahora solo en este portátil
}
status-only-here-lesson = Si este portátil se perdiera ahora, se perderían con él. Pasan solos a los demás en cuanto uno de ellos esté cerca.
status-safe = Todo está también en otro dispositivo
status-safe-lesson = Se sabe que cada cambio tuyo está al menos en un dispositivo más.
status-receiving = Recibiendo: { $received }
status-receiving-of = Recibiendo: { $received } de { $expected }
toast-copied = Copiado
toast-copied-items = { $count ->
    [one] Copiado como Markdown
   *[other] { $count } copiados como Markdown
}
toast-read = { $count ->
    [one] Marcado como leído
   *[other] { $count } marcados como leídos
}
toast-kept = { $count ->
    [one] Sus adjuntos se quedan en este portátil
   *[other] Los adjuntos de { $count } se quedan en este portátil
}
toast-taking-back = { $count ->
    [one] Retirando «{ $title }». Aún no se ha dicho a nadie.
   *[other] Retirando { $count }. Aún no se ha dicho a nadie.
}
toast-took-back = { $count ->
    [one] Retirado. Las copias que otros hicieron en otra parte no se pueden recuperar.
   *[other] { $count } retirados. Las copias que otros hicieron en otra parte no se pueden recuperar.
}
toast-saved-items = { $count ->
    [one] Guardado en { $place }
   *[other] { $count } guardados en { $place }
}
toast-saved = Guardado como { $place }
toast-joined = Estás en «{ $circle }»
toast-attached = { $count ->
    [one] Un archivo adjuntado
   *[other] { $count } archivos adjuntados
}
toast-not-kept = Lo que escribiste no se pudo guardar. { $why } Cierra la ventana otra vez para perderlo.
toast-no-such-note = Aquí no hay ninguna nota llamada «{ $name }»
toast-no-such-file = Esto lleva a «{ $name }», que no se trajo
# Lo que no salió, donde la frase general nombra una orden
trouble-not-awaited = Ese portátil no espera ningún dispositivo nuevo. Pulsa allí, en los ajustes, «{ devices-link }» y vuelve a intentarlo.
trouble-several-nearby = Hay varios portátiles cerca ({ $nodes }). Elige el que quieres decir, o enlaza con cuatro palabras.
trouble-several-ask = Varios portátiles lo piden ({ $nodes }). Enlaza mejor con cuatro palabras: solo uno puede usarlas.
trouble-no-network = Esto necesita la red, y la red no está en marcha. Cierra esta ventana y vuelve a abrirla.
trouble-lived-in = Este portátil ya está en círculos, así que sigue siendo de quien es. Solo un portátil sin círculos pasa a ser un dispositivo de otra persona.
trouble-copied = Esta carpeta es una copia de la de otro portátil, y no contiene la clave que la haría un dispositivo propio. Empieza en una carpeta nueva y vuelve con tus palabras de recuperación.
trouble-home-exists = En esta carpeta ya vive alguien. Cierra esta ventana y vuelve a abrirla.
trouble-wrong-word = La palabra { $place } es otra. Vuelve a mirar tu papel, o pulsa «{ cancel }» y mira las palabras.
trouble-backup-without-keys = Esta copia de seguridad no contiene claves, así que también hacen falta tus 24 palabras de recuperación.
trouble-not-a-bundle = { $file } no es un archivo que Commonplace haya escrito para una memoria. Haz que lo escriban de nuevo allí.
trouble-bundle-foreign = { $file } es de un círculo en el que no estás. Pide antes una invitación a un miembro y después vuelve a leer la memoria.
trouble-store = El disco no lo aceptó. No se ha perdido nada de lo guardado; cierra esta ventana y vuelve a abrirla.
trouble-device-revoked = Este dispositivo fue retirado por su dueño, así que no se puede escribir nada en él; lo que hay aquí se puede leer. Si no lo hiciste tú, conviértelo en un dispositivo nuevo tuyo en los ajustes.
trouble-too-many-devices = Tienes { $count } dispositivos, lo máximo que admite un círculo ({ $devices }). Retira en los ajustes uno que ya no uses y prueba otra vez.

# Teclas
keys = Teclas
keys-everywhere = En cualquier lugar
keys-list = En la lista
keys-reading = Al leer
keys-writing = Al escribir
key-palette = todo por su nombre
key-write = escribir una nota
key-ask = preguntar, sobre la nota abierta si la hay
key-search = buscar en este círculo
key-search-all = buscar en todos los círculos
key-rows = recorrer la lista
key-extend = elegir una fila más
key-choose = elegir todas las filas; esta fila, o ya no
key-menu = lo que se puede hacer con la fila, con lo abierto, o con la respuesta o el comentario que tiene el foco
key-open = abrir la fila
key-page = una página abajo o arriba
key-ends = al principio o al final
key-edit = editar la nota abierta o responder a la pregunta abierta
key-publish = publicar lo que escribes
key-undo = deshacer o rehacer lo que escribes; conservar lo que se está retirando
key-find = buscar palabras en la nota o pregunta abierta; en otro lugar, en el círculo
key-outline = contenido de la nota abierta
key-copy-markdown = copiar lo seleccionado, o lo abierto, como Markdown
key-history = cómo se hizo la nota abierta
key-paste = en el editor: pegar palabras, una imagen o archivos copiados
key-field = cortar, copiar, pegar, seleccionar todo
key-format = donde escribes: negrita, cursiva, enlace, código, título, lista, tareas
key-bring = traer archivos, o adjuntar uno a tu nota abierta
key-back = volver o cerrar
key-focus = botón siguiente o anterior
key-circles = todos los círculos
key-circle-home = lo nuevo del círculo
key-people = personas y copias
key-invite = invitar a alguien
key-circle = personas y ajustes del círculo
key-paper = claro u oscuro
key-size = todo más grande, más pequeño, como siempre
key-settings = ajustes
key-sheet = esta hoja
palette = ¿Qué quieres hacer?
palette-hint = Escribe una palabra: una acción, un círculo, una persona, una nota
palette-nothing = Nada se llama así.
palette-circle = círculo
palette-person = persona de { $circle }
palette-found = empezar un círculo nuevo
palette-join = entrar en un círculo
palette-export = exportar el círculo
palette-stick = intercambiar con una memoria USB
palette-all-read = marcar todo el círculo como leído
palette-unread = mostrar lo nuevo
palette-unanswered = mostrar las preguntas sin respuesta
palette-doctor = ver por qué los portátiles no se ven
palette-settings = ajustes: { $page }

# Otras palabras por las que se encuentran las órdenes
also-key-write = nueva crear añadir página nota texto new note write { write }
also-key-ask = nueva pregunta ayuda duda question ask { ask }
also-key-edit = cambiar corregir modificar responder edit
also-key-find = buscar palabras página find
also-key-outline = índice títulos secciones contents
also-key-copy-markdown = portapapeles compartir copy
also-key-history = versiones historial cambios pasado restaurar history versions
also-key-search = encontrar filtrar search find
also-key-search-all = encontrar todas partes search
also-key-circle-home = inicio resumen hoy home
also-key-bring = importar traer abrir archivo carpeta añadir adjuntar subir cargar imagen import open file add folder { bring }
also-key-invite = compartir miembro añadir persona código entrar invite share QR ticket { invite }
also-key-circle = miembros papeles relés salir quitar memoria USB sitio members relay leave { circle-page }
also-key-circles = grupos inicio groups home
also-key-people = miembros dispositivos sincronizar copia dónde seguro conexión red dirección devices sync people
also-key-settings = preferencias opciones configuración settings preferences
also-key-paper = oscuro noche modo tema aspecto claro día dark night theme
also-key-sheet = ayuda atajos teclado help shortcuts
also-palette-found = crear añadir grupo clase new circle group { found }
also-palette-join = entrar invitación código cerca join ticket QR { join }
also-palette-export = exportar guardar escribir copia descargar archivos carpeta export save
also-palette-stick = pendrive lápiz llevar sin red paquete stick exchange { circle-stick }
also-palette-all-read = vistas limpiar avisos read
also-palette-unread = novedades recientes sin leer news unread
also-palette-unanswered = preguntas abiertas ayuda open
also-palette-doctor = conexión problema red wifi cortafuegos ayuda connection trouble doctor { doctor-look }
also-settings-tab-you = ajustes nombre perfil contraseña palabras recuperación dispositivos copia cuenta name backup
also-settings-tab-looks = ajustes idioma aspecto tema oscuro noche tamaño letra zoom avisos language dark size font
also-settings-tab-network = ajustes descubrir visible oculto discreto wifi network
also-settings-tab-trouble = ajustes registro diagnóstico error soporte log

# Tiempos
time-now = ahora mismo
time-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
time-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}
time-days = { $count ->
    [one] ayer
   *[other] hace { $count } días
}
time-date = { $day } de { $month } de { $year }
time-brief-now = ahora
time-brief-minutes = { $count } min
time-brief-hours = { $count } h
time-brief-days = { $count } d
time-brief-date = { $day } { $month }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

# La línea de órdenes. Una frase en una lista de datos no lleva punto final.

cli-name = Commonplace
cli-me = tú
cli-nothing = Aquí todavía no hay nada.
cli-unchanged = No ha cambiado nada.
cli-type-text = Escribe el texto; termínalo con Ctrl+D en una línea vacía.
cli-init-next = Este es ahora tu hogar. Funda un círculo con: commonplace circle new TÍTULO – o entra en uno con: commonplace circle join INVITACIÓN (al lado de un miembro basta commonplace circle join)

# Sin ventana
cli-no-display = Aquí no hay pantalla (no están definidas ni DISPLAY ni WAYLAND_DISPLAY), así que la ventana no puede abrirse; usa Commonplace sin ella con: commonplace run
cli-dead-display = La pantalla que nombra DISPLAY o WAYLAND_DISPLAY no responde, así que la ventana no puede abrirse; abre Commonplace desde una sesión con pantalla, o úsalo sin ella con: commonplace run
cli-no-window = No se ha podido abrir la ventana ({ $why }); en Debian y Ubuntu, sudo apt install libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libwayland-client0 instala lo que necesita, y «commonplace run» no necesita nada de eso.
cli-window-shown = Commonplace ya está abierto; su ventana pasa al frente.
cli-headless = Este Commonplace se compiló sin ventana; úsalo con: commonplace run

# Títulos de columnas, nombres de datos
cli-col-id = id
cli-col-title = título
cli-col-name = nombre
cli-col-records = registros
cli-col-role = función
cli-col-person = persona
cli-col-state = estado
cli-col-members = miembros
cli-col-notes = apuntes
cli-col-questions = preguntas
cli-col-open = abiertas
cli-col-unread = nuevo
cli-col-draft = borrador
cli-col-where = dónde
cli-col-author = de
cli-col-tag = etiqueta
cli-col-changed = cambio
cli-col-on = en
cli-col-until = hasta
cli-col-used = usos
cli-col-came = entraron
cli-col-answers = respuestas
cli-col-devices = dispositivos
cli-col-size = tamaño
cli-col-here = aquí
cli-col-kind = qué es
cli-col-excerpt = extracto
cli-col-circles = círculos
cli-col-address = dirección
cli-fact-person = persona
cli-fact-device = dispositivo
cli-fact-home = hogar
cli-fact-node = nodo
cli-fact-peers = conexiones
cli-fact-address = dirección
cli-fact-reach = viaja
cli-fact-relay = relé
cli-fact-relay-near = relé cercano
cli-fact-dropped = aún está en
cli-fact-quota = espacio reservado
cli-fact-relay-days = los relés guardan
cli-last-days = { $count ->
    [one] el último día
   *[other] los últimos { $count } días
}
cli-reach-anywhere = por cualquier vía
cli-reach-lan = solo por esta red local
cli-reach-relays = solo por esta red local y los relés
cli-reach-usb = solo en memorias USB
cli-fact-discovery = red local
cli-discovery-on = busca a otros y otros lo encuentran, con un nombre que es el mismo en todas las redes
cli-discovery-quiet = discreto: encuentra a quienes se anuncian y no dice nada
cli-discovery-off = apagado
cli-fact-language = idioma en todas partes
cli-fact-appearance = aspecto en todas partes
cli-fact-shared = tus otros portátiles
cli-settings-shared = saben lo que ajustas, empiezas a escribir y lees
cli-settings-alone = ninguno; enlaza uno con: commonplace device link
cli-draft-other = También empezado en { $device }, { $when }:
cli-draft-there = (demasiado largo para pasarlo; está allí)

# Funciones y estados
cli-role-founder = funda
cli-role-steward = administra
cli-role-facilitator = facilita
cli-role-learner = aprende
cli-role-reader = lee
cli-role-carrier = transporta
cli-state-joined = dentro
cli-state-pending = a la espera de entrar
cli-state-expired = no admitido: la invitación ha caducado
cli-state-used-up = no admitido: la invitación ya se ha gastado
cli-state-refused = no admitido: la invitación no vale
cli-state-left = abandonado
cli-state-removed = expulsión
cli-removed = { $by } te quitó de «{ $circle }», { $when }. Lo que tienes se sigue leyendo aquí y se puede exportar; no llega nada nuevo.
cli-removed-by-somebody = Te quitaron de «{ $circle }», { $when }. Lo que tienes se sigue leyendo aquí y se puede exportar; no llega nada nuevo.
cli-question-open = abierta
cli-question-answered = respondida
cli-question-accepted = resuelta
cli-kind-note = apunte
cli-kind-question = pregunta
cli-connected = con conexión
cli-not-connected = sin conexión
cli-node-runs = en marcha
cli-node-rests = parado; ponlo en marcha con: commonplace run

# Tiempos
cli-just-now = ahora mismo
cli-ago-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
cli-ago-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}
cli-ago-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
cli-ago-months = { $count ->
    [one] hace { $count } mes
   *[other] hace { $count } meses
}
cli-ago-years = { $count ->
    [one] hace { $count } año
   *[other] hace { $count } años
}
cli-in-minutes = { $count ->
    [one] dentro de { $count } minuto
   *[other] dentro de { $count } minutos
}
cli-in-hours = { $count ->
    [one] dentro de { $count } hora
   *[other] dentro de { $count } horas
}
cli-in-days = { $count ->
    [one] dentro de { $count } día
   *[other] dentro de { $count } días
}
cli-in-months = { $count ->
    [one] dentro de { $count } mes
   *[other] dentro de { $count } meses
}
cli-in-years = { $count ->
    [one] dentro de { $count } año
   *[other] dentro de { $count } años
}

# Círculos
cli-of-them-open = { $count ->
    [one] { $count } abierta
   *[other] { $count } abiertas
}
cli-ticket = Invitación a «{ $circle }» para { $uses ->
    [one] una persona
   *[other] { $uses } personas
}; función: { $role }; caduca { $expires }. Quien la reciba escribe: commonplace circle join INVITACIÓN
cli-joining-joined = Ya formas parte de «{ $title }».
cli-joining-pending = Entrarás en «{ $title }» en cuanto aparezca alguien del círculo, o un relé con su respuesta, mientras el nodo esté en marcha aquí: commonplace run
    Sin red, una memoria USB lleva tu petición a alguien del círculo: commonplace bundle write CÍRCULO CARPETA
cli-join-used-up = No te han dejado entrar: ya han usado la invitación tantas personas como permitía. Pide otra.
cli-join-expired = No te han dejado entrar: la invitación ha caducado. Pide otra.
cli-join-false-proof = No te han dejado entrar: la invitación no corresponde a este círculo. Cópiala otra vez, entera, o pide otra.
cli-ticket-file = La invitación está en { $file }. Quien reciba el archivo escribe: commonplace circle join ARCHIVO
cli-ticket-qr = Un código QR con el que { $uses ->
    [one] una persona entra
   *[other] { $uses } personas entran
} en «{ $circle }».
cli-qr-too-long = La invitación es demasiado larga para un código QR; entrégala como archivo con --file.

# Emparejar
cli-nearby-me = este portátil
cli-nearby-asks = pide entrar
cli-yes = s sí si
cli-no = n no
cli-pairing-looking = Buscando nodos cerca …
cli-pairing-looking-for = Buscando «{ $node }» cerca …
cli-pairing-at-door = Todavía no lo pide nadie. En el otro portátil, escribe: commonplace circle join
cli-pairing-say = Di estas palabras a una persona, que las escribe detrás de «commonplace circle join». Valen diez minutos mientras esto espere; Ctrl+C las retira.
cli-pairing-wrong = Alguien escribió otro código; { $guesses ->
    [one] con un error más
   *[other] con { $guesses } errores más
} este ya no valdrá.
cli-pairing-asking = Se ha pedido a «{ $node }» que te deje entrar. Un miembro tiene que decir que sí allí.
cli-pairing-asked = «{ $node }», cerca de ti, pide entrar en un círculo tuyo. Para dejarle entrar: commonplace circle admit CÍRCULO. Para decir que no: commonplace circle refuse { $node }
cli-pairing-words = «{ $node }» pide entrar en «{ $title }». La otra pantalla debe mostrar estas palabras:
cli-pairing-words-asking = La pantalla de «{ $node }» debe mostrar estas palabras, o las cifras de debajo:
cli-pairing-same = ¿Son las mismas en la otra pantalla? (s o n)
cli-pairing-compare = Si es así, espera a que el miembro lo confirme. Si muestra otras, pulsa Ctrl+C.
cli-pairing-confirmed = { $person } está entrando …
cli-pairing-confirmed-asking = Te dejan entrar en «{ $title }» …
cli-pairing-joined = { $person } ya es miembro de «{ $title }».
cli-pairing-nobody-let-in = No se dejó entrar a nadie.
cli-pairing-refused = Se dijo que no a «{ $node }».
cli-pairing-called-off = «{ $node }» ya no lo pide.
cli-pairing-unanswered = No se respondió a tiempo a «{ $node }».
cli-pairing-exchanging = Se está intercambiando lo que hay en el círculo; Ctrl+C termina aquí. Desde ahora, mantén un nodo en marcha: commonplace run
cli-link-at-door = Se espera al portátil nuevo. Escribe en él: commonplace link
cli-link-asking = Se pide a «{ $node }» que haga de este portátil uno de sus dispositivos …
cli-link-words = «{ $node }» quiere ser un dispositivo tuyo: recibe la clave que te representa. Su pantalla debe mostrar estas palabras:
cli-link-words-asking = Este portátil pasa a ser un dispositivo de quien está ante «{ $node }». Esa pantalla debe mostrar estas palabras:
cli-link-qr = En el portátil nuevo, escribe después de `link` lo que dice esta imagen, o llévale el archivo (--file). Vale tanto como tus claves: no se la enseñes a nadie más. Diez minutos, un portátil.
cli-link-say = Escribe estas palabras en el portátil nuevo, después de «commonplace link». Valen diez minutos, mientras esto espere; Ctrl+C las retira.
cli-link-confirmed = «{ $device }» tiene la clave y pide tus círculos …
cli-link-confirmed-asking = Este portátil es ahora «{ $device }», un dispositivo de { $person }, y pide los círculos …
cli-link-joined = «{ $device }» es ahora un dispositivo tuyo.
cli-link-joined-asking = Este portátil, «{ $device }», es ahora un dispositivo de { $person }.
cli-link-nothing = No se ha enlazado nada.
cli-link-exchanging = Se intercambia lo que hay en tus círculos; Ctrl+C lo termina aquí. Desde ahora, deja un nodo en marcha: commonplace run

# Quién cambió qué
cli-somebody = alguien
cli-log-me = { $name } (tú)
cli-log-founded = { $by } fundó el círculo «{ $words }»
cli-log-granted = { $by } dio a { $who } este papel: { $role }
cli-log-revoked = { $by } quitó a { $who } este papel: { $role }
cli-log-removed = { $by } expulsó a { $who }
cli-log-left = { $by } se fue
cli-log-invited = { $by } hizo una invitación para este papel: { $role }
cli-log-closed = { $by } cerró una invitación
cli-log-rotated = { $by } cambió la clave del círculo
cli-log-added-device = { $by } añadió un dispositivo de { $who }
cli-log-revoked-device = { $by } retiró «{ $words }», un dispositivo de { $who }
cli-log-kept-work = { $by } dejó en pie el trabajo de { $who } que no se había visto
cli-log-settled = { $by } decidió cómo viajan los registros
cli-log-hid = { $by } ocultó { $item }: { $words }
cli-log-showed = { $by } volvió a mostrar { $item }
cli-log-void = sin efecto: { $why }
cli-log-readable = { $count ->
    [one] { $count } registro que otros escribieron desde entonces aún se puede leer con un secreto que tiene { $who }: quien lo escribió no lo sabía.
   *[other] { $count } registros que otros escribieron desde entonces aún se pueden leer con un secreto que tiene { $who }: quienes los escribieron no lo sabían.
}
cli-log-hidden = { $count ->
    [one] { $count } cosa que escribió está oculta, porque no se había visto; «commonplace circle keep-work» la deja en pie.
   *[other] { $count } cosas que escribió están ocultas, porque no se habían visto; «commonplace circle keep-work» las deja en pie.
}
cli-void-malformed = está mal formado
cli-void-foreign = es de otro círculo o su firma es falsa
cli-void-no-grant = se apoya en un permiso que no está aquí
cli-void-false-grant = se apoya en un permiso sin efecto
cli-void-not-theirs = lo escribió el dispositivo de otra persona
cli-void-unseen = no había visto aquello en que se apoya
cli-void-role = va más allá del papel de su autor
cli-void-rank = va más allá del rango de su autor
cli-void-removed = a su autor lo expulsó un registro que no había visto este
cli-void-left = su autor se había ido
cli-void-device-revoked = revocó el dispositivo un registro que no había visto este
cli-void-proof = la invitación no encaja
cli-void-used-up = la invitación estaba agotada; la palabra de quien administra el círculo lo arregla
cli-void-too-many = hay más cambios de los que cuentan
cli-void-repeated = otro registro dice lo mismo
cli-removed-means = Lo que se escriba desde ahora va sellado con una clave nueva: no podrá leerlo en cuanto quien escribe sepa de la expulsión. Conserva lo que tiene, y puede recibir registros anteriores de equipos que aún no lo saben.
cli-left-means = Se ha ido. Lo que escribió queda con los demás, y lo que está aquí queda aquí; para volver necesita una invitación nueva.
cli-invitation-open = { $by } invita a «{ $circle }».
cli-invitation-closed = La invitación a «{ $circle }» está retirada.
cli-uninvited-means = Nadie más entra con ella en cuanto lo sepa quien podría dejarle entrar; un equipo que aún no lo sabe todavía puede. Quien ya entró se queda.
cli-kept-means = Lo que hay aquí de su trabajo vuelve a valer para todos los que lo sepan. Lo que nunca llegó a este equipo no puede conservarse desde él.
cli-renewed-circle = El círculo tiene una clave nueva, que cada miembro recibe al encontrarse. Quien solo tiene la antigua no lee nada de lo que se escriba desde ahora; lo escrito antes sigue siendo legible para esa persona.
cli-founders-mean = A los fundadores no se les puede expulsar. Los nombrados con --with entran con una invitación, como todos: commonplace circle invite CÍRCULO

# Elementos
cli-written = Guardado: { $title }
cli-written-untitled = Guardado.
cli-new-title = título: «{ $title }»
cli-edits = { $count ->
    [one] editado una vez
   *[other] editado { $count } veces
}
cli-on-devices = en { $devices } de { $of } dispositivos
cli-helpful = { $count ->
    [one] útil para { $count } persona
   *[other] útil para { $count } personas
}
cli-unclear = { $count ->
    [one] poco claro para { $count } persona
   *[other] poco claro para { $count } personas
}
cli-same = { $count ->
    [one] { $count } persona más tiene la misma pregunta
   *[other] { $count } personas más tienen la misma pregunta
}
cli-accepted = aceptada
cli-endorsed = respaldada
cli-about = Sobre «{ $title }»
cli-about-absent = Sobre un apunte que todavía no ha llegado
cli-other-titles = Al mismo tiempo recibió también estos títulos: { $titles }
cli-both-edited = Editado a la vez por { $names }; ambos cambios están en el texto:
cli-unreadable = { $count ->
    [one] Una parte necesita una versión más nueva de Commonplace.
   *[other] { $count } partes necesitan una versión más nueva de Commonplace.
}
cli-heading-comments = Comentarios
cli-heading-attachments = Archivos adjuntos
cli-heading-answers = Respuestas

# Importar y exportar
cli-import-created = nuevo
cli-import-updated = cambiado
cli-import-unchanged = igual
cli-import-attached = adjuntado
cli-import-refused = rechazado
cli-imported = Nuevos: { $created }; cambiados: { $updated }; iguales: { $unchanged }; adjuntados: { $attached }; rechazados: { $refused }.
cli-nothing-imported = No se ha importado nada; las líneas de arriba dicen por qué.
cli-exported = { $count ->
    [one] Se ha escrito un elemento.
   *[other] Se han escrito { $count } elementos.
}
cli-not-exported = { $count ->
    [one] No se ha podido escribir un elemento; las líneas de arriba dicen por qué.
   *[other] No se han podido escribir { $count } elementos; las líneas de arriba dicen por qué.
}

# Paquetes
cli-bundle-writing = Escribiendo: { $done }
cli-bundle-reading = Leyendo: { $done } de { $of }
cli-bundle-offered = «{ $circle }», en { $file }: { $records ->
    [one] { $records } registro
   *[other] { $records } registros
}, { $blobs ->
    [one] { $blobs } adjunto
   *[other] { $blobs } adjuntos
}, { $size }. No se ha leído nada de él.
cli-bundle-offered-cut = De «{ $circle }», { $size }. El paquete quedó cortado: cuánto contiene solo se sabe al leerlo. No se ha leído nada de él.
cli-open-unknown = Esto no es un paquete, ni una invitación, ni un enlace. Esos archivos terminan en .cpbundle, .cpticket o .cplink; una invitación empieza por «commonplace:».
cli-open-elsewhere = Este archivo está en otro ordenador, { $host }; cópialo primero a este.
cli-bundle-written = «{ $circle }» está en la memoria, en { $file }: { $records ->
    [one] { $records } registro
   *[other] { $records } registros
} y { $blobs ->
    [one] { $blobs } adjunto
   *[other] { $blobs } adjuntos
}, { $size }. Nadie lo tiene hasta que lo lea.
cli-bundle-left-out = { $count ->
    [one] { $count } registro o adjunto no se escribió, porque ya está allí.
   *[other] { $count } registros y adjuntos no se escribieron, porque ya están allí.
}
cli-bundle-damaged = { $count ->
    [one] { $count } parte está dañada aquí y no va incluida; «commonplace verify» dice más.
   *[other] { $count } partes están dañadas aquí y no van incluidas; «commonplace verify» dice más.
}
cli-bundle-have-written = Lo que hay aquí de «{ $circle }» está anotado en { $file }. Quien te escriba un paquete lo indica: commonplace bundle write CÍRCULO ARCHIVO --for LISTA
cli-bundle-read = «{ $circle }», de { $file }: { $new } de { $records ->
    [one] { $records } registro
   *[other] { $records } registros
} nuevos, { $blobs ->
    [one] { $blobs } adjunto nuevo
   *[other] { $blobs } adjuntos nuevos
}.
cli-bundle-asks = Su petición para entrar en «{ $circle }» está en la memoria, en { $file }. Entrará en cuanto alguien del círculo lea esta memoria; tráigala de vuelta y lea lo que escriba en ella.
cli-bundle-not-yet = Aún no ha entrado en «{ $title }»: antes alguien del círculo tiene que leer su petición. Llévesela: commonplace bundle write CÍRCULO CARPETA
cli-bundle-expired = Alguien del círculo ha respondido: su invitación a «{ $title }» ha caducado. Pida otra.
cli-bundle-used-up = Alguien del círculo ha respondido: su invitación a «{ $title }» ya se ha gastado. Pida otra.
cli-bundle-false = Alguien del círculo ha respondido: su invitación a «{ $title }» no vale. Pida otra.
cli-bundle-let-in = { $count ->
    [one] { $count } persona que lo pedía en ella ha entrado. Escriba su respuesta en la memoria: commonplace bundle write CÍRCULO CARPETA
   *[other] { $count } personas que lo pedían en ella han entrado. Escriba su respuesta en la memoria: commonplace bundle write CÍRCULO CARPETA
}
cli-bundle-turned-away = { $count ->
    [one] { $count } persona que lo pedía en ella no ha entrado: su invitación ha caducado o ya se ha gastado. Déle otra.
   *[other] { $count } personas que lo pedían en ella no han entrado: sus invitaciones han caducado o ya se han gastado. Déles otras.
}
cli-bundle-waiting = { $count ->
    [one] { $count } registro aún no se puede abrir: su clave no está aquí.
   *[other] { $count } registros aún no se pueden abrir: sus claves no están aquí.
}
cli-bundle-later = { $count ->
    [one] { $count } registro no se tomó, porque faltan otros anteriores; lea un paquete que tenga más.
   *[other] { $count } registros no se tomaron, porque faltan otros anteriores; lea un paquete que tenga más.
}
cli-bundle-newer = { $count ->
    [one] { $count } parte necesita una versión más nueva de Commonplace.
   *[other] { $count } partes necesitan una versión más nueva de Commonplace.
}
cli-bundle-refused = { $count ->
    [one] { $count } parte es falsa y no se tomó.
   *[other] { $count } partes son falsas y no se tomaron.
}
cli-bundle-spoiled = La memoria ha estropeado { $size }; todo lo demás se leyó. Pide que la escriban otra vez para el resto.
cli-bundle-cut = El paquete quedó cortado; todo lo que va antes del corte se leyó. Pide que lo escriban otra vez para el resto.
cli-no-bundle-read = No se pudo leer ninguno de los paquetes; las líneas de arriba dicen por qué.

# Estado
cli-disk-full = El disco está lleno: lo que hay se puede leer y enviar, pero no entra nada más.
cli-records = { $count ->
    [one] { $count } registro
   *[other] { $count } registros
}
cli-elsewhere = hay { $count } más en otros lugares
cli-waiting = { $count ->
    [one] { $count } todavía no se puede abrir
   *[other] { $count } todavía no se pueden abrir
}
cli-blobs-missing = { $count ->
    [one] falta { $count } archivo adjunto
   *[other] faltan { $count } archivos adjuntos
}
cli-holds-all = lo tiene todo
cli-lacks = { $count ->
    [one] le falta { $count } registro
   *[other] le faltan { $count } registros
}
cli-heard = última noticia { $when }
cli-never-heard = aún sin noticias
cli-wrote = escribió por última vez { $when }
cli-safe = Se puede cerrar: { $device } tiene todo lo escrito aquí
cli-safe-more = Se puede cerrar: { $device } y { $more ->
    [one] { $more } dispositivo más
   *[other] { $more } dispositivos más
} tienen todo lo escrito aquí
cli-only-here = { $count ->
    [one] { $count } registro tuyo solo está en este dispositivo
   *[other] { $count } registros tuyos solo están en este dispositivo
}
cli-verified = Comprobado: { $records ->
    [one] { $records } registro
   *[other] { $records } registros
} y { $blobs ->
    [one] { $blobs } archivo adjunto
   *[other] { $blobs } archivos adjuntos
}; todo está bien.
cli-verified-damaged = Comprobado: { $records ->
    [one] { $records } registro
   *[other] { $records } registros
} y { $blobs ->
    [one] { $blobs } archivo adjunto
   *[other] { $blobs } archivos adjuntos
}. Dañados:
cli-damaged = { $count ->
    [one] Hay un elemento dañado; «commonplace doctor --repair» reconstruye lo que se puede reconstruir.
   *[other] Hay { $count } elementos dañados; «commonplace doctor --repair» reconstruye lo que se puede reconstruir.
}

# Lo que cuenta un nodo en marcha
cli-event-started = El nodo de { $name } está arrancando. Páralo con Ctrl+C.
cli-event-ready = Listo.
cli-event-listening = Otros pueden llegar a él en { $addresses }
cli-event-met = Hay conexión con { $person }
cli-event-synced = Al día con { $person } en «{ $title }»: { $records ->
    [one] { $records } registro
   *[other] { $records } registros
}
cli-event-rebuilding = Se está reconstruyendo el índice: { $percent } %
cli-event-stopping = El nodo se está parando.
cli-event-peer-up = Conexión con { $peer } en { $address }
cli-event-peer-local = { $peer } está conectado por la red local.
cli-event-peer-direct = { $peer } está conectado directamente.
cli-event-peer-relayed = { $peer } está conectado a través de un relé.
cli-event-peer-down = Se ha ido { $peer }
cli-event-receiving = { $count ->
    [one] { $count } registro recibido
   *[other] { $count } registros recibidos
}
cli-event-blob = Ha llegado el archivo adjunto { $blob }
cli-event-blob-gone = El archivo adjunto { $blob } se ha quitado de aquí; otros lo tienen
cli-blobs-room = espacio { $used } de { $quota }
cli-fact-room = puede ocupar
cli-fact-used = ocupa
cli-fact-texts = textos grandes
cli-fact-staying = nunca se quita
cli-room-unlimited = todo el que haya
cli-heading-going = Se quitaría primero, y nunca la última copia:
cli-going-taken-back = retirado
cli-going-devices = { $count ->
    [0] nadie más ha dicho que lo tiene
    [one] otro dispositivo lo tiene
   *[other] otros { $count } dispositivos lo tienen
}
cli-blob-elsewhere = { $count ->
    [0] no está en este portátil
    [one] no está en este portátil, un dispositivo lo tiene
   *[other] no está en este portátil, { $count } dispositivos lo tienen
}
cli-event-attach-progress = { $name }: { $done } de { $of }
cli-event-blob-progress = Archivo adjunto { $blob }: { $here } de { $of }, { $rate }/s desde { $peers ->
    [one] un dispositivo
   *[other] { $peers } dispositivos
}
cli-event-changed = Ha cambiado algo en el círculo { $circle }
cli-event-settings = Han cambiado los ajustes de tus portátiles
cli-event-show-window = Alguien ha pedido la ventana
cli-event-draft = El borrador { $draft } ha cambiado en otro portátil

# Medir
cli-bench-limits = Midiendo lo que permite esta máquina …
cli-bench-written = { $workload }: { $done } de { $of } notas escritas
cli-bench-run = { $workload }: vuelta { $done } de { $of }
cli-bench-col-workload = carga
cli-bench-col-what = qué
cli-bench-col-samples = veces
cli-bench-col-median = mediana
cli-bench-col-min = mínimo
cli-bench-col-max = máximo
cli-bench-col-p95 = 95 de 100
cli-bench-col-p99 = 99 de 100
cli-bench-col-limit = límite
cli-bench-col-share = de él
cli-bench-figure-all = ponerse al día: todo
cli-bench-figure-first-50 = ponerse al día: primeras 50
cli-bench-figure-equal = diez notas nuevas
cli-bench-figure-readable = en vivo: legible allí
cli-bench-figure-plain-copy = copia simple por TCP
cli-bench-figure-attached = adjuntar un archivo
cli-bench-figure-from-one = un archivo de un dispositivo
cli-bench-figure-from-two = un archivo de dos dispositivos
cli-bench-figure-serial = escribir de una en una
cli-bench-figure-concurrent-64 = escribir 64 a la vez
cli-bench-figure-first-frame = ventana: primer cuadro
cli-bench-figure-circles = ventana: se ven los círculos
cli-bench-figure-list = ventana: lista de un círculo
cli-bench-figure-scrolled = ventana: recorrer una lista
cli-bench-figure-read = ventana: recorrer un texto
cli-bench-figure-searched = ventana: resultado de búsqueda
cli-bench-figure-typed = ventana: una letra en una nota larga
cli-bench-figure-idle = ventana: en reposo
cli-bench-figure-memory-at-rest = ventana: memoria en reposo
cli-bench-figure-memory-peak = ventana: memoria como máximo
cli-bench-wire = { $size } por el cable
cli-bench-disk = { $size } en el hogar del receptor
cli-bench-memory = { $size } de memoria como máximo
cli-bench-cpu = { $seconds } s de procesador
cli-bench-machine = Lo que permite esta máquina
cli-bench-limit-sync = fdatasync: { $value }
cli-bench-limit-write = escrito y sincronizado: { $value }
cli-bench-limit-tcp = TCP por la interfaz local: { $value }
cli-bench-limit-trip = TCP ida y vuelta: { $value }
cli-bench-limit-verify = firmas comprobadas: { $value }
cli-bench-limit-record = notas selladas y abiertas: { $value }
cli-bench-where = { $cores ->
    [one] Un procesador
   *[other] { $cores } procesadores
}, { $system }, { $filesystem }; Commonplace { $version }, perfil { $profile }

# La historia
cli-demo-opening = Tres portátiles, representados por tres nodos en esta máquina. Sin internet. No pasa nada. Cada línea es lo que el nodo de esa persona muestra de verdad.
cli-demo-later = Más adelante, no en esta versión: { $what }
cli-demo-end = Todos los pasos se han cumplido. Los tres hogares ya no existen; el tuyo no se ha tocado.
cli-demo-broken = La historia se interrumpe en «{ $step }»: { $who } no ve lo que debería.
cli-demo-step-names = Tres nombres. Sin cuenta, sin contraseña
cli-demo-step-circle = Ana funda un círculo
cli-demo-step-nearby = un círculo cercano se ofrece solo, y cuatro palabras dichas en voz alta lo confirman
cli-demo-step-join = Ben entra con una invitación
cli-demo-step-import = Ana trae su carpeta de notas
cli-demo-step-ask = Ben pregunta por una frase
cli-demo-step-answer = Ana responde
cli-demo-step-accept = Ben acepta la respuesta
cli-demo-step-vote = Una votación rápida: en sobre cerrado, a la vista, y otra vez tras un minuto de charla
cli-demo-step-card = Una tarjeta de la votación rápida, y su primer repaso
cli-demo-step-steward = Ana deja que Ben también administre el círculo
cli-demo-step-apart = El cable está fuera, y ambos cambian el mismo párrafo
cli-demo-step-bundle = un paquete en una memoria USB en vez del cable
cli-demo-step-together = El cable vuelve a estar puesto
cli-demo-step-dispute = una frase discutida, y la corrección que sigue a cada copia suya
cli-demo-step-pairing = Ana y Ben necesitan lo que sabe la otra persona, y aprenden en pareja
cli-demo-step-gone = Ana cierra su portátil para siempre
cli-demo-step-li = Li entra a través de Ben, sin Ana
cli-demo-named = ha dado un nombre, y eso ha sido todo
cli-demo-circle = tiene el círculo «{ $circle }»
cli-demo-ticket = entrega una invitación de { $length } caracteres
cli-demo-joined = es miembro de «{ $circle }»
cli-demo-members = ve quién está: { $names }
cli-demo-imported = ha incorporado { $notes } notas y { $drawings ->
    [one] un dibujo
   *[other] { $drawings } dibujos
}
cli-demo-notes = ve { $notes } notas: { $titles }
cli-demo-drawing = tiene el dibujo { $name }, { $size }
cli-demo-delivered = sabe que las { $notes } notas están en { $devices } de { $of } portátiles
cli-demo-asked = ve «{ $title }», de { $author }, sobre «{ $quote }»
cli-demo-answered = ve la respuesta de { $author }: «{ $text }»
cli-demo-settled = ve «{ $title }» como resuelta
cli-demo-steward = también administra el círculo
cli-demo-wrote = escribe: «{ $text }»
cli-demo-only-here = recibe un aviso: { $count ->
    [one] un cambio está
   *[other] { $count } cambios están
} solo en este portátil, no conviene borrarlo
cli-demo-both = ve ambos cambios en un párrafo: «{ $text }», con la marca «editado por ambos: { $names }»
cli-demo-same = ve lo mismo que { $other }, palabra por palabra: { $notes } notas, { $questions ->
    [one] una pregunta
   *[other] { $questions } preguntas
}
cli-demo-safe = sabe que todo está también en otros portátiles
cli-demo-closed = se ha ido
cli-demo-keeps = no tiene conexión con nadie y conserva { $notes } notas y { $questions ->
    [one] una pregunta
   *[other] { $questions } preguntas
}

# Quién eres: claves, palabras, dispositivos
cli-ask-passphrase = Frase de paso:
cli-ask-new-passphrase = Nueva frase de paso:
cli-ask-again = Una vez más:
cli-ask-words = Tus 24 palabras de recuperación:
cli-ask-word = Palabra { $place }:
cli-no-terminal = No hay terminal donde preguntar; indica un archivo con --new-passphrase-file.
cli-sealed-already = Una frase de paso ya sella estas claves; cámbiala con: commonplace passphrase change
cli-not-sealed = Ninguna frase de paso sella estas claves; pon una con: commonplace passphrase set
cli-sealed = Tus claves están ahora selladas. Quien olvide la frase de paso necesita las palabras de recuperación.
cli-unsealed = Tus claves están ahora abiertas a quien pueda leer este disco.
cli-restored = Vuelves a ser tú, en un dispositivo nuevo. Hazlo funcionar cerca de miembros de tus círculos y estos volverán: commonplace run
cli-ask-backup-passphrase = Frase de paso de la copia:
cli-ask-new-backup-passphrase = Una frase de paso para la copia:
cli-no-terminal-backup = No hay terminal donde preguntar; indica un archivo con --backup-passphrase-file.
cli-backup-writing = Escribiendo: { $percent } %
cli-backup-checking = Comprobando: { $percent } %
cli-backup-restoring = Restaurando: { $percent } %
cli-backup-keys = dentro
cli-backup-no-keys = fuera; restaurar pide tus palabras de recuperación
cli-backup-good = Se leyó cada byte y está bien.
cli-restored-backup = Tu casa ha vuelto, en un dispositivo nuevo; mira los anteriores con: commonplace device list. Sus claves no están selladas; séllalas con: commonplace passphrase set
cli-fact-file = archivo
cli-fact-made = hecha
cli-fact-records = registros
cli-fact-blobs = adjuntos
cli-fact-drafts = borradores
cli-words-keep = Escribe estas 24 palabras en papel, en este orden, y guárdalo donde nadie lo encuentre: quien las tenga eres tú. Después comprueba tu papel con: commonplace words check
cli-words-right = Son correctas. Tu papel es bueno.
cli-words-unseen = nunca anotadas (commonplace words show)
cli-words-shown = mostradas, aún sin comprobar (commonplace words check)
cli-words-checked = anotadas y comprobadas
cli-keys-sealed = selladas por una frase de paso
cli-keys-open = abiertas (commonplace passphrase set)
cli-fact-fingerprint = huella
cli-fact-keys = claves
cli-fact-words = palabras de recuperación
cli-col-wrote = escribió
cli-device-this = este
cli-device-other = suyo
cli-device-revoked = retirado
cli-device-forked = fue copiado
cli-member-forked = la clave de { $devices } se usó en dos sitios
cli-this-revoked = Este dispositivo fue retirado: lee lo que tiene y ya no escribe. Si no fuiste tú: commonplace device renew
cli-renewed = Este portátil es un dispositivo nuevo tuyo. Vuelve a escribir en cuanto encuentre a alguien de tus círculos. Ahora retira lo que no es tuyo: commonplace device list
cli-handed-over = Tus claves se entregaron al nodo «{ $node }» ({ $when }), que no se ha mostrado desde entonces como dispositivo tuyo. Si no es tuyo, alguien más las tiene: vigila «commonplace device list» y retira lo que no conozcas.
cli-revoked = «{ $name }» está retirado en: { $circles }. De lo que escribió, { $kept } registros están aquí y se quedan.
cli-revoke-waits = En estos círculos «{ $name }» se retira en cuanto este dispositivo se haya comparado con un miembro: { $circles }
cli-revoke-cut-off = { $count ->
    [one] Un registro suyo que está aquí ya no cuenta, porque falta aquello en que se apoya o se escribió dos veces.
   *[other] { $count } registros suyos que están aquí ya no cuentan, porque falta aquello en que se apoyan o se escribió dos veces.
}
cli-revoke-unseen = Lo que escribió y no mostró a nadie no puede volver, y lo guardado en él sigue siendo legible para quien lo tenga.
cli-event-new-device = Esta casa es una copia, así que desde ahora es un dispositivo propio: { $name }
cli-event-device-revoked = Este dispositivo fue retirado en { $title }: lee lo que tiene y ya no escribe.

# Relés
cli-lease-hand-over = Entrega esto a quien lleva el relé { $relay }, para que lo arranque con «commonplace relay --allow» y esta línea, o un archivo que la contenga: así guarda registros sellados para «{ $circle }». No se lo des a nadie más.
cli-lease-not-named = «{ $circle }» aún no nombra este relé: commonplace circle set CÍRCULO --relay { $relay }
cli-relay = relé { $relay }
cli-relay-unknown = no conoce ningún arriendo de este círculo
cli-relay-attachments = { $count ->
    [one] tiene { $count } adjunto
   *[other] tiene { $count } adjuntos
}
cli-relay-lacks-attachments = { $count ->
    [one] le falta { $count } adjunto
   *[other] le faltan { $count } adjuntos
}
cli-relay-holds-since = tiene todo lo de los días que guarda
cli-relay-keeps-days = { $count ->
    [one] guarda solo el último día: lo anterior está solo con los miembros
   *[other] guarda solo los últimos { $count } días: lo anterior está solo con los miembros
}
cli-relay-full = lleno: no toma más
cli-relay-lost = perdió { $count } registros
cli-relay-without = no tiene { $count } registros de los que hablan los miembros
cli-relay-withheld = retiene { $count } registros
cli-relay-dropped = el círculo ya no pasa por él, pero lo que se le dio sigue allí hasta que el portátil de quien lo administra lo encuentre
cli-event-relay-holds = El relé { $relay } tiene los { $count } registros de «{ $title }»
cli-event-relay-full = El relé { $relay } está lleno y no toma nada más de «{ $title }»: pide más espacio a quien lo lleva o nombra otro relé.
cli-event-relay-unknown = El relé { $relay } no conoce ningún arriendo de «{ $title }», o no para este dispositivo. Quien administra el círculo lo imprime con: commonplace relay lease
cli-event-relay-lost = El relé { $relay } perdió { $count } registros de «{ $title }» que tenía. Se le envían de nuevo; si se repite, nombra otro relé.
cli-event-relay-withheld = El relé { $relay } no entrega { $count } registros de «{ $title }» que dice tener. Llegan de otros dispositivos; si se repite, nombra otro relé.
cli-event-relay-without = El relé { $relay } dice que de «{ $title }» tiene lo que hay aquí y nada más, aunque dispositivos de miembros hablan de { $count } registros más. O los retiene, o no han salido del dispositivo que los escribió. Si sigue así aunque ese dispositivo haya estado en línea, indica otro relé.
cli-event-relay-asked = Tu petición para entrar en «{ $title }» está en el relé { $relay }. Entrarás en cuanto alguien del círculo pase por allí; no hace falta que estés en línea.
cli-event-relay-forgot = El relé { $relay }, por el que «{ $title }» ya no pasa, dice que no guarda nada de él.
cli-event-relaying = { $leases ->
    [0] Retransmitiendo, aún para ningún círculo: arráncalo de nuevo con --allow y el arriendo de un círculo, que hace el programa de quien lo administra (commonplace relay lease), o un archivo que lo contenga.
    [one] Retransmitiendo para un círculo.
   *[other] Retransmitiendo para { $leases } círculos.
} Los círculos lo nombran así: { $addresses }
cli-relay-words = Sus cuatro palabras, con las que lo muestra la página de un círculo: { $words }
cli-event-serving = Las páginas de «{ $title }» están abiertas, solo para ti. Ctrl+C las cierra. Abre esta dirección en tu navegador:

# Lo que encuentra el médico de conexiones
finding-no-network = Este portátil no está en ninguna red.
finding-no-network-next = Conecta un cable o únete a una red wifi.
finding-cable-out = No hay nada al otro lado de { $about }: el cable está suelto o se ha perdido la wifi.
finding-cable-out-next = Enchúfalo o vuelve a unirte a la wifi.
finding-only-link-local = Este portátil solo tiene direcciones IPv6 del tipo fe80…, que Commonplace no puede usar.
finding-only-link-local-next = Haz que el router reparta direcciones o pon a mano una dirección IPv4 en ambos portátiles.
finding-not-running = En este hogar no funciona ningún nodo, así que se ha podido mirar menos.
finding-not-running-next = Abre Commonplace o inicia «commonplace run» y vuelve a preguntar.
finding-not-listening = El nodo no escucha en ninguna dirección, así que nadie llega a él.
finding-not-listening-next = Únete a una red o inícialo sin «--listen».
finding-own-port-closed = Este portátil no llega a su propio nodo en { $about }: lo impide un cortafuegos de aquí.
finding-own-port-closed-next = Permite Commonplace en el cortafuegos de este portátil.
finding-multicast-blocked = En { $about } un cortafuegos de este portátil no deja entrar los anuncios de otros (puerto UDP 5353).
finding-multicast-blocked-next = Permite el puerto UDP 5353; o escribe la dirección del otro portátil, o usa una invitación que la contenga.
finding-nobody-near = Nadie está conectado: no hay nadie más aquí o la red no deja que los portátiles se oigan.
finding-nobody-near-next = Mira si ambos están en la misma red; luego prueba la dirección del otro: commonplace doctor DIRECCIÓN
finding-discovery-quiet = Este nodo es discreto: encuentra a quienes se anuncian, y a otro discreto nunca.
finding-discovery-quiet-next = Para que te encuentren: commonplace settings --mdns on
finding-discovery-off = Este nodo no busca a otros en la red local.
finding-discovery-off-next = Para buscarlos y que te encuentren: commonplace settings --mdns on
finding-vpn = Todo el tráfico va por el túnel { $about }, que puede apartar este portátil de su propia red.
finding-vpn-next = Sal de la VPN un momento o permite la red local en sus ajustes.
finding-clock-here-ahead = El reloj de este portátil parece ir { $minutes } minutos adelantado: así lo dicen otros { $about }, que coinciden entre sí.
finding-clock-here-ahead-next = Ponlo en hora. Lo escrito aquí lleva una hora equivocada y, con más de dos horas de adelanto, los demás lo hacen esperar.
finding-clock-here-behind = El reloj de este portátil parece ir { $minutes } minutos atrasado: así lo dicen otros { $about }, que coinciden entre sí.
finding-clock-here-behind-next = Ponlo en hora. Con más de dos horas de atraso, este portátil hace esperar lo que escriben los demás.
finding-clock-there-ahead = El reloj de { $about } parece ir { $minutes } minutos adelantado; los demás coinciden con este portátil.
finding-clock-there-ahead-next = Pídele que lo ponga en hora. Con más de dos horas de adelanto, lo que escribe tiene que esperar.
finding-clock-there-behind = El reloj de { $about } parece ir { $minutes } minutos atrasado; los demás coinciden con este portátil.
finding-clock-there-behind-next = Pídele que lo ponga en hora. Con más de dos horas de atraso, hace esperar lo que escriben otros.
finding-clocks-differ = Los relojes de este portátil y de { $about } difieren en { $minutes } minutos, y no hay nadie más que diga cuál va mal.
finding-clocks-differ-next = Compara los dos con un tercero, como un teléfono, y pon en hora el que vaya mal.
finding-banned = Este nodo deja fuera a «{ $about }», porque envió lo que ningún Commonplace envía. Si alguien deja fuera a este no se puede ver: solo cierran.
finding-banned-next = Termina en una hora o al reiniciar este nodo; actualiza Commonplace en ambos.
finding-connected = Nodos conectados: { $about }.
finding-circle-stays = «{ $about }» no viaja por cualquier vía: así lo han decidido quienes lo administran.
finding-circle-stays-next = Mira cómo con: commonplace circle show. Una VPN u otra subred no cuentan como esta red.
finding-all-well = Aquí nada estorba.
finding-target-self = { $about } es este mismo portátil.
finding-target-self-next = Escribe la dirección que muestra el otro portátil.
finding-target-reached = En { $about } responde un nodo de Commonplace.
finding-target-banned = { $about } fue apartado por portarse mal; eso termina en una hora.
finding-target-banned-next = Espera o reinicia este nodo; actualiza Commonplace en ambos.
finding-target-other-version = En { $about } responde Commonplace, en otra versión que esta: las dos no se entienden.
finding-target-other-version-next = Actualiza Commonplace en los dos portátiles.
finding-target-other-program = Algo responde en { $about }, pero no como lo hace Commonplace: parece otro programa.
finding-target-other-program-next = Mira si el número tras los dos puntos es correcto.
finding-target-other-peer = En { $about } responde otro portátil que el esperado.
finding-target-other-peer-next = Pide la dirección de nuevo: puede haber cambiado.
finding-target-refused = El portátil está ahí, pero nada escucha en { $about }.
finding-target-refused-next = Inicia Commonplace en él y mira si el número tras los dos puntos es el que muestra.
finding-target-firewall = El portátil en { $about } está en esta red y no deja entrar nada: lo impide un cortafuegos suyo.
finding-target-firewall-next = Permite Commonplace en el cortafuegos de ese portátil o conecta desde allí hacia aquí.
finding-target-absent = En esta red nadie responde con la dirección { $about }: el portátil está apagado o tiene otra dirección, o la red separa los portátiles, como hacen las de invitados.
finding-target-absent-next = Mira qué dirección muestra; si es correcta, usa otra red, el punto de acceso de un móvil o una memoria USB.
finding-target-no-way = { $about } está en otra red y desde aquí no hay camino hasta allí.
finding-target-no-way-next = Pon ambos portátiles en la misma red, o usa un relé o una memoria USB.
finding-target-elsewhere = { $about } está en otra red y no responde: lo impide un router o cortafuegos del camino, o está apagado.
finding-target-elsewhere-next = Pon ambos portátiles en la misma red, o usa un relé o una memoria USB.
finding-target-cut-off = { $about } está en la red de la que este portátil ha quedado cortado.
finding-target-cut-off-next = Enchufa el cable o vuelve a unirte a la wifi, y pregunta otra vez.

# Una línea de órdenes equivocada.
usage-unknown-command = No hay ninguna orden «{ $given }».
usage-unknown-option = Aquí no hay ninguna opción «{ $given }».
usage-did-you-mean = ¿Querías decir «{ $meant }»?
usage-missing = Falta: { $missing }.
usage-missing-command = Falta una orden.
usage-no-value = { $option } necesita un valor.
usage-no-value-of = { $option } necesita un valor de estos: { $values }.
usage-bad-value = «{ $given }» no sirve para { $option }.
usage-bad-value-of = «{ $given }» no sirve para { $option }; admite uno de estos: { $values }.
usage-bad-value-why = «{ $given }» no sirve para { $option }: { $why }.
usage-why-language = admite en, tr, es o ar
usage-why-size = escríbelo como 500MB o 2GiB
usage-why-huge = no hay disco tan grande
usage-why-count = admite un número desde 1
usage-too-many = «{ $given }» sobra en { $option }.
usage-conflict = { $given } no va junto con { $other }.
usage-twice = { $given } se da una sola vez.
usage-not-text = Algo de lo escrito no es texto en UTF-8.
usage-wrong = Esta línea de órdenes no es correcta.
usage-how = Se escribe así: { $usage }
usage-help = Más detalles: { $command } --help

# Una frase clara por cada error: qué ha pasado y qué hacer.

error-unknown = Aquí no hay nada llamado «{ $name }»; revisa cómo está escrito o usa el identificador que muestra una lista.
error-ambiguous = «{ $name }» coincide con varias cosas ({ $candidates }); escribe más caracteres del identificador o el título completo.
error-not-allowed = Aquí no puedes hacer esto: { $what }; quien administra el círculo puede ayudarte.
error-empty = No se ha escrito nada, porque falta { $what }; complétalo y vuelve a intentarlo.
error-too-long = No se ha escrito nada, porque { $what } supera el límite; acórtalo hasta un máximo de { $max }.
error-not-a-ticket = Esto no es una invitación; copia todo el texto que te dieron, del primer carácter al último.
error-ticket-damaged = La invitación contiene un error; cópiala otra vez entera o pide una nueva.
error-ticket-newer = La invitación se creó con una versión más nueva de Commonplace; actualiza esta y vuelve a intentarlo.
error-ticket-expired = La invitación ha caducado; pide otra a la persona que te la dio.
error-not-a-member = No perteneces a «{ $circle }», así que no puedes leer ni escribir allí; pide una invitación a alguien del círculo.
error-no-home = Todavía no hay ningún hogar en { $home }; créalo con: commonplace init --name NOMBRE --home { $path }
error-home-exists = { $home } ya es el hogar de alguien y se queda como está; elige otra carpeta con --home.
error-home-held = Otro Commonplace está usando { $home }; ciérralo primero.
error-home-held-by = Otro Commonplace (proceso { $pid }) está usando { $home }; ciérralo primero.
error-home-newer = { $home } fue escrito por una versión más nueva de Commonplace y no se ha tocado; actualiza esta.
error-key-exposed = Otros usuarios de este equipo pueden leer las claves secretas de { $file }; impídeselo con: chmod 600 { $path }
error-folder-exposed = Otros usuarios de este equipo pueden mirar en { $file }, donde están tus claves secretas; impídeselo con: chmod 700 { $path }
error-disk-full = El disco está lleno y nada ha quedado a medio escribir; libera espacio y vuelve a intentarlo.
error-file = No se puede usar { $file }: { $why }.
error-file-exists = { $file } ya existe y no se sobrescribe; elige otro nombre.
error-not-text = { $file } no es texto en UTF-8; guárdalo como UTF-8 y vuelve a intentarlo.
error-not-text-input = Lo que ha llegado no es texto en UTF-8; conviértelo a UTF-8 y vuelve a intentarlo.
error-blob-absent = El archivo adjunto todavía no ha llegado a este dispositivo; llegará en cuanto esté cerca un dispositivo que lo tenga.
error-busy = Commonplace tiene demasiado que hacer a la vez; inténtalo de nuevo dentro de un momento.
error-unchangeable = Esto no se puede cambiar tal como está; escribe un apunte nuevo con lo que quieras decir.
error-bad-address = «{ $address }» no es una dirección; escríbela como 192.168.1.7:4001.
error-not-a-relay = «{ $address }» no nombra un repetidor; copia entera la dirección que muestra «commonplace relay», con /p2p/ y las letras que siguen.
error-network = No se ha podido iniciar la red ({ $why }); revisa la dirección indicada con --listen o no la pongas.
error-store = El almacén ha fallado ({ $why }); no se ha perdido nada de lo guardado, y «commonplace doctor --repair» reconstruye lo demás.
error-stopped = El nodo se ha detenido o todavía se está abriendo; vuelve a intentarlo dentro de un momento.
error-cancelled = Cancelado; lo hecho hasta ese momento se conserva.

# Qué es un texto, dentro de las frases de arriba.
what-name = el nombre
what-title = el título
what-text = el texto
what-tag = una etiqueta
what-reason = el motivo
what-question = la pregunta
what-answer = la respuesta
what-comment = el comentario
what-note = el apunte
what-query = la búsqueda
what-path = la ruta
what-quote = el pasaje citado
what-attachment = el archivo adjunto
what-tags = la lista de etiquetas
what-file = el archivo
what-file-name = el nombre del archivo
what-media-type = el tipo de archivo
what-about = la presentación
what-list-of-relays = la lista de repetidores

# Lo que alguien no puede hacer.
may-not-accept = Solo quien preguntó puede aceptar una respuesta; tú puedes votarla.
may-not-retract = Solo quien lo escribió puede retirarlo; tú puedes denunciarlo.
may-not-vote = No puedes votar lo que has escrito tú.
may-not-invite = Tu función no te permite invitar con esa función; pídeselo a quien administra el círculo.
may-not-invite-a-carrier = Todavía no se puede invitar a portadores; invita a alguien como lector o como aprendiz.
may-not-change-roles = Tu función no te permite dar esa función; pídeselo a quien administra el círculo.
may-not-change-this-members-role = Solo puedes cambiar la función de quienes están por debajo de ti; pídeselo a quien administra desde antes.
may-not-remove-this-member = Solo puedes expulsar a quienes están por debajo de ti; pídeselo a quien administra desde antes.
may-not-change-the-settings-of-this-circle = Solo quien administra decide cómo viaja un círculo, y no en contra de quien administra desde antes; pídeselo a esa persona.
may-not-import = En este círculo solo lees; para escribir, pide a quien lo administra la función de aprender.
may-not-write = En este círculo solo lees; para escribir, pide a quien lo administra la función de aprender.
may-not-attach = Solo quien lo escribió puede adjuntarle archivos; escribe un apunte o una respuesta propia.

# Claves, palabras, dispositivos
error-locked = Una frase de paso sella las claves de { $home }; escríbala cuando se le pida, o indique el archivo que la contiene con --passphrase-file.
error-wrong-passphrase = Esa no es la frase de paso, o las dos que escribió difieren; inténtelo de nuevo.
error-no-root-key = Este dispositivo no puede hacerlo, porque no tiene la clave que representan sus palabras de recuperación; use otro dispositivo suyo, o sus palabras.
error-copied = { $home } es una copia de otra casa, y no tiene la clave que haría de ella un dispositivo propio; haga en su lugar una casa con sus palabras de recuperación: commonplace restore --name NOMBRE --home CARPETA
error-device-revoked = Su dueño retiró este dispositivo, así que no se puede escribir en él; lo que hay aquí aún se puede leer.
error-words-count = Las palabras de recuperación son 24, y estas son { $count }; escríbalas todas en su orden.
error-words-unknown = La palabra { $place } no es una palabra de recuperación; mire otra vez su papel.
error-words-checksum = Una de las palabras es distinta de la de su papel, o dos han cambiado de lugar; mírelo otra vez.
error-wrong-word = La palabra { $place } es otra; mire otra vez su papel, o vea las palabras con: commonplace words show
what-passphrase = la frase de paso
what-words = la lista de palabras
may-not-revoke-this-device = Un dispositivo no se retira a sí mismo; hágalo en otro dispositivo suyo, o salga de sus círculos.

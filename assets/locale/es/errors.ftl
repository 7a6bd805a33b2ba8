# Una frase clara por cada error: qué ha pasado y qué hacer.

error-unknown = Aquí no hay nada llamado «{ $name }»; revisa cómo está escrito o usa el identificador que muestra una lista.
error-ambiguous = «{ $name }» coincide con varias cosas ({ $candidates }); escribe más caracteres del identificador o el título completo.
error-not-allowed = Aquí no puedes hacer esto: { $what }; quien administra el círculo puede ayudarte.
error-empty = No se ha escrito nada, porque falta { $what }; complétalo y vuelve a intentarlo.
error-quick-vote-no-option = Esta votación rápida no tiene esa opción; elige una de las suyas, por su número o por sus palabras.
error-quick-vote-uncovered = Lo elegido en esta ronda ya se muestra, así que nadie elige más en ella. Quien empezó la votación rápida puede hacer que todos voten de nuevo.
error-quick-vote-covered = Lo elegido en esta ronda aún no se muestra; muéstralo primero y después haz que todos voten de nuevo.
error-quick-vote-nobody = Nadie ha elegido todavía, que se sepa en este dispositivo; espera a que alguien lo haga.
error-quick-vote-last-round = Esta votación rápida ya ha tenido todas las rondas posibles; haz en su lugar una pregunta parecida.
error-quick-vote-asked = Una votación rápida queda como se preguntó, porque otros pueden haber elegido; haz en su lugar una pregunta parecida.
error-quick-vote-no-files = Una votación rápida no lleva archivos; adjúntalos a un apunte y nómbralo en un comentario.
error-too-long = No se ha escrito nada, porque { $what } supera el límite; acórtalo hasta un máximo de { $max }.
error-not-a-ticket = Esto no es una invitación; copia todo el texto que te dieron, del primer carácter al último.
error-ticket-damaged = La invitación contiene un error; cópiala otra vez entera o pide una nueva.
error-ticket-newer = La invitación se creó con una versión más nueva de Commonplace; actualiza esta y vuelve a intentarlo.
error-ticket-expired = La invitación ha caducado; pide otra a la persona que te la dio.
error-not-a-code = Un código hablado tiene cuatro palabras y este tiene { $count }; escribe las cuatro tal como te las dijeron.
error-not-a-code-word = «{ $word }» no es una palabra de un código hablado; pide que te repitan esa palabra.
error-no-network = Para esto hacen falta otros, y aquí no funciona ningún nodo; inícialo con: commonplace run
error-by-sticks = «{ $circle }» va solo en memorias USB, así que nadie entra en él por una red; crea una invitación y entrégala.
error-several-nearby = Hay varios nodos cerca ({ $nodes }); pregunta cuál es el correcto y escribe su nombre: commonplace circle join --nearby "{ $first }"
error-several-ask = Varios piden entrar ({ $nodes }); escribe a cuál te refieres: commonplace circle admit CÍRCULO --node "{ $first }"
error-pairing-refused = Dijeron que no, o las palabras no eran las mismas en las dos pantallas; hablad entre vosotros y probad de nuevo en un minuto.
error-pairing-cancelled = Lo cancelaron al otro lado; hablad entre vosotros y probad de nuevo.
error-pairing-busy = Ese portátil no acepta más preguntas por ahora; espera un minuto y vuelve a intentarlo.
error-pairing-no-offer = Nadie a quien se pueda llegar ha dado un código con esa primera palabra; comprueba la palabra y que los dos portátiles estén en la misma red.
error-pairing-wrong-code = El código es otro; cuenta hasta diez y escribe de nuevo las cuatro palabras, como te las dijeron. Tras tres errores hace falta un código nuevo.
error-pairing-guesses = Se escribieron tres códigos equivocados, así que este ya no vale; crea uno nuevo.
error-pairing-expired = Tardó demasiado; probad de nuevo cuando los dos estéis ante la pantalla.
error-pairing-lost = Se cortó la conexión con el otro portátil; probad de nuevo cuando los dos estén en la misma red.
error-pairing-handed-over = Las palabras se confirmaron y tus claves se entregaron, pero el otro portátil no se ha mostrado desde entonces. Si es tuyo, aparece en cuanto los dos se encuentren. Si confirmaste el equivocado, alguien más tiene ahora tus claves: vigila tus dispositivos y retira lo que no sea tuyo.
error-pairing-nobody = No se encontró cerca un portátil así; comprueba que Commonplace funcione en los dos portátiles y que estén en la misma red.
error-pairing-not-awaited = Ese portátil no espera ningún dispositivo nuevo; escribe antes en él: commonplace device link
error-pairing-out-of-reach = Este círculo no viaja por la vía que une a los dos portátiles; probad de nuevo cuando los dos estén en la misma red.
error-pairing-broken = El otro lado respondió algo que no corresponde, como cuando alguien se pone en medio; prueba de nuevo y, si se repite, usa una invitación.
error-not-a-member = No perteneces a «{ $circle }», así que no puedes leer ni escribir allí; pide una invitación a alguien del círculo.
error-removed = { $by } te quitó de «{ $circle }», así que no puedes escribir nada allí; lo que tienes se sigue leyendo aquí y se puede exportar. Para volver a entrar, pide una invitación nueva a quien administra el círculo.
error-removed-by-somebody = Te quitaron de «{ $circle }», así que no puedes escribir nada allí; lo que tienes se sigue leyendo aquí y se puede exportar. Para volver a entrar, pide una invitación nueva a quien administra el círculo.
error-only-steward = { $others ->
    [one] Nadie más que tú administra «{ $circle }». Cuando te hayas ido, nadie podrá dejar entrar ni quitar a nadie, dar funciones ni decidir cómo viaja el círculo, y las invitaciones abiertas no dejarán entrar a nadie; la otra persona seguirá leyendo y escribiendo. Dale antes la función de administrar (commonplace circle role CIRCLE PERSON steward) o vete con --yes.
   *[other] Nadie más que tú administra «{ $circle }». Cuando te hayas ido, nadie podrá dejar entrar ni quitar a nadie, dar funciones ni decidir cómo viaja el círculo, y las invitaciones abiertas no dejarán entrar a nadie; las otras { $others } personas seguirán leyendo y escribiendo. Da antes a alguien la función de administrar (commonplace circle role CIRCLE PERSON steward) o vete con --yes.
}
error-lived-in = { $home } ya tiene círculos, así que sigue siendo el hogar de quien está en ellos; para enlazar este portátil, indica una carpeta nueva: commonplace link --home CARPETA
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
error-which-relay = Di qué relé: da su dirección entera después del círculo. Este círculo nombra { $named }.
error-not-a-lease = Esto no es un arriendo; copia el texto entero, desde «commonplace-lease:» hasta su último carácter.
error-lease-damaged = El arriendo contiene un error; cópialo de nuevo, entero.
error-lease-newer = El arriendo se creó con una versión más nueva de Commonplace; actualiza esta y vuelve a intentarlo.
error-lease-elsewhere = El arriendo es para otro relé; pide a quien administra el círculo uno para este relé.
error-no-title = Solo un apunte o una pregunta tiene título y etiquetas; déjalos fuera.
error-not-loopback = «{ $address }» se alcanza desde fuera. La salud y las cifras son solo para esta máquina: usa 127.0.0.1 y un puerto.
error-not-a-choice = Para { $what }, elige una de estas opciones: { $choices }
error-too-much-to-share = Hay más borradores de los que tus dispositivos se pasan entre sí. Se quedan en este portátil; publica o descarta algunos.
error-not-a-relay-home = «{ $home }» no es la carpeta de un relé. Dale con --home una carpeta vacía propia.
error-bad-config = El archivo { $file } no sirve: { $why }
error-not-a-relay = «{ $address }» no nombra un relé; copia entera la dirección que muestra «commonplace relay», con /p2p/ y las letras que siguen.
error-network = No se ha podido iniciar la red ({ $why }); revisa la dirección indicada con --listen o no la pongas.
error-stick-full = No hay espacio suficiente en { $file }, y allí no quedó nada a medias; haz sitio o usa otra memoria.
error-not-a-bundle = { $file } no es un paquete; un paquete se escribe con: commonplace bundle write CÍRCULO ARCHIVO
error-not-a-have = { $file } no es una lista de lo que alguien tiene; una lista así se escribe con: commonplace bundle have CÍRCULO ARCHIVO
error-bundle-newer = { $file } fue escrito por una versión más nueva de Commonplace; actualiza esta y léelo otra vez.
error-bundle-foreign = { $file } es de un círculo en el que no estás; pide una invitación a uno de sus miembros y léelo otra vez después de: commonplace circle join INVITACIÓN
error-have-foreign = { $file } dice lo que alguien tiene de otro círculo; pide uno hecho con: commonplace bundle have CÍRCULO ARCHIVO
error-no-bundles = No hay paquetes en { $file }; un paquete es un archivo cuyo nombre termina en .cpbundle.
error-text-away = { $count ->
    [0] El texto de «{ $title }» no está en este equipo, que lo soltó por falta de espacio, y no se sabe quién lo tiene; llega cuando se encuentre a alguien que lo tenga.
   *[other] El texto de «{ $title }» lo tiene { $with }, porque este equipo lo soltó por falta de espacio; llega cuando se alcance a alguien de ellos: ábrelo entonces de nuevo.
}
part-away = { $count ->
    [0] El resto de esto no está en este equipo, que lo soltó por falta de espacio, y no se sabe quién lo tiene; llega cuando se encuentre a alguien que lo tenga.
   *[other] El resto de esto lo tiene { $with }, porque este equipo lo soltó por falta de espacio; llega cuando se alcance a alguien de ellos.
}
error-nothing-hidden = Nada de lo que escribió { $name } está oculto aquí; un equipo que lo tenía antes de la expulsión puede dejarlo en pie.
error-store = El almacén ha fallado ({ $why }); no se ha perdido nada de lo guardado, y «commonplace doctor --repair» reconstruye lo demás.
error-stopped = Commonplace se ha detenido o todavía se está abriendo; vuelve a intentarlo dentro de un momento.
error-no-window = No hay ninguna ventana abierta para esta carpeta.
error-cancelled = Cancelado; lo hecho hasta ese momento se conserva.

# Qué es un texto, dentro de las frases de arriba.
what-name = el nombre
what-title = el título
what-text = el texto
what-tag = una etiqueta
what-option = una opción
what-second-option = la segunda opción
what-options = la lista de opciones
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
what-list-of-founders = la lista de fundadores
what-about = la presentación
what-list-of-relays = la lista de relés

# Lo que alguien no puede hacer.
may-not-accept = Solo quien preguntó puede aceptar una respuesta; tú puedes votarla.
may-not-retract = Solo quien lo escribió puede retirarlo; tú puedes denunciarlo.
may-not-revise = Solo quien lo escribió lo cambia; puedes comentarlo.
may-not-vote = No puedes votar lo que has escrito tú.
may-not-uncover = Solo lo hace quien empezó esta votación rápida, o quien administra o facilita el círculo; pídeselo.
may-not-invite = Tu función no te permite invitar con esa función; pídeselo a quien administra el círculo.
may-not-take-this-invitation-back = Solo retira una invitación quien administra el círculo y está por encima de quienes entrarían con ella; pídeselo a quien administra desde antes.
may-not-make-anybody-a-carrier = Ya no se pone a nadie a transportar: quien lleva registros sellados para otros sin leerlos es un relé («commonplace relay», en cualquier portátil) o una memoria USB. Para dejar entrar a alguien, ponle a leer o a aprender.
may-not-change-roles = Tu función no te permite dar esa función; pídeselo a quien administra el círculo.
may-not-change-this-members-role = Solo puedes cambiar la función de quienes están por debajo de ti; pídeselo a quien administra desde antes.
may-not-remove-this-member = Solo puedes expulsar a quienes están por debajo de ti; pídeselo a quien administra desde antes.
may-not-change-the-settings-of-this-circle = Solo quien administra decide cómo viaja un círculo, y no en contra de quien administra desde antes; pídeselo a esa persona.
may-not-import = En este círculo solo lees; para escribir, pide a quien lo administra la función de aprender.
may-not-hide = Solo quien administra o facilita el círculo oculta cosas; tú puedes señalarla.
may-not-keep-their-work = Solo puede hacerlo quien administra el círculo desde al menos tanto tiempo como quien expulsó.
may-not-write = En este círculo solo lees; para escribir, pide a quien lo administra la función de aprender.
may-not-attach = Solo quien lo escribió puede adjuntarle archivos; escribe un apunte o una respuesta propia.

# Claves, palabras, dispositivos
error-locked = Una frase de paso sella las claves de { $home }; escríbela cuando se te pida, o indica el archivo que la contiene con --passphrase-file.
error-wrong-passphrase = Esa no es la frase de paso, o las dos que escribiste difieren; inténtalo de nuevo.
error-no-root-key = Este dispositivo no puede hacerlo, porque no tiene la clave que representan tus palabras de recuperación; usa otro dispositivo tuyo, o tus palabras.
error-copied = { $home } es una copia de otra casa, y no tiene la clave que haría de ella un dispositivo propio; haz en su lugar una casa con tus palabras de recuperación: commonplace restore --name NOMBRE --home CARPETA
error-device-revoked = Su dueño retiró este dispositivo, así que no se puede escribir en él; lo que hay aquí aún se puede leer. Si no fuiste tú, hazlo un dispositivo nuevo en los ajustes o con: commonplace device renew
error-too-many-devices = Tienes { $count } dispositivos, los más que admite un círculo ({ $devices }); retira uno que ya no uses e inténtalo de nuevo: commonplace device revoke
error-words-count = Las palabras de recuperación son 24, y estas son { $count }; escríbelas todas en su orden.
error-words-unknown = La palabra { $place } no es una palabra de recuperación; mira otra vez tu papel.
error-words-checksum = Una de las palabras es distinta de la de tu papel, o dos han cambiado de lugar; míralo otra vez.
error-wrong-word = La palabra { $place } es otra; mira otra vez tu papel, o mira las palabras con: commonplace words show
error-backup-foreign = Esto no es una copia de seguridad de Commonplace: no es un archivo age que abra una frase de paso; elige otro archivo.
error-backup-damaged = La copia de seguridad está dañada: acaba demasiado pronto, o hay bytes cambiados; usa otro ejemplar.
error-backup-newer = La copia de seguridad la escribió una versión más nueva de Commonplace; actualiza esta e inténtalo de nuevo.
error-backup-without-keys = En esta copia no hay claves, así que también hacen falta tus 24 palabras de recuperación; indica un archivo que las contenga con --words-file.
error-backup-other-person = Estas palabras de recuperación son de otra persona que la de esta copia; mira otra vez tu papel.
what-passphrase = la frase de paso
what-words = la lista de palabras
may-not-revoke-this-device = Un dispositivo no se retira a sí mismo; hazlo en otro dispositivo tuyo, o sal de tus círculos.
may-not-renew-this-device = Este dispositivo no fue retirado; no hay nada que renovar.
may-not-change-the-key = Solo los miembros que pueden escribir cambian la clave del círculo; pide ayuda a un responsable.

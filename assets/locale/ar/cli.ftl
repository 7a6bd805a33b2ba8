# سطر الأوامر. لا نقطة في آخر العبارة داخل قائمة المعلومات.

cli-name = Commonplace
cli-me = أنت
cli-nothing = لا شيء هنا بعد.
cli-unchanged = لم يتغير شيء.
cli-type-text = اكتب النص؛ وأنهِه بالضغط على Ctrl+D في سطر فارغ.
cli-init-next = هذا مجلدك الشخصي الآن. أسّس حلقة بالأمر: commonplace circle new TITLE – أو ادخل حلقة بالأمر: commonplace circle join TICKET (وبجانب أحد الأعضاء يكفي commonplace circle join)

# بلا نافذة
cli-no-display = لا توجد شاشة هنا (لم يُضبط DISPLAY ولا WAYLAND_DISPLAY) فلا يمكن فتح النافذة؛ شغّل Commonplace من دونها بالأمر: commonplace run
cli-dead-display = الشاشة التي يسمّيها DISPLAY أو WAYLAND_DISPLAY لا تجيب فلا يمكن فتح النافذة؛ شغّل Commonplace من جلسة لها شاشة، أو من دونها بالأمر: commonplace run
cli-no-window = تعذّر فتح النافذة ({ $why })؛ في Debian وUbuntu يثبّت الأمر sudo apt install libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libwayland-client0 ما تحتاج إليه، ولا يحتاج «commonplace run» إلى شيء منه.
cli-window-shown = Commonplace مفتوح من قبل؛ نافذته تأتي إلى المقدمة.
cli-headless = بُني هذا الإصدار من Commonplace بلا نافذة؛ شغّله بالأمر: commonplace run

# عناوين الأعمدة وأسماء المعلومات
cli-col-id = المعرّف
cli-col-title = العنوان
cli-col-name = الاسم
cli-col-records = سجلات
cli-col-role = الدور
cli-col-person = الشخص
cli-col-state = الحالة
cli-col-members = الأعضاء
cli-col-notes = الملاحظات
cli-col-questions = الأسئلة
cli-col-open = المفتوحة
cli-col-unread = جديد
cli-col-draft = مسودة
cli-col-where = أين
cli-col-author = الكاتب
cli-col-tag = وسم
cli-col-changed = آخر تغيير
cli-col-on = الأجهزة
cli-col-until = حتى
cli-col-used = استُعملت
cli-col-came = من دخل
cli-col-answers = الأجوبة
cli-col-devices = الأجهزة
cli-col-size = الحجم
cli-col-here = الموجود هنا
cli-col-kind = النوع
cli-col-excerpt = مقتطف
cli-col-circles = الحلقات
cli-col-address = العنوان
cli-fact-person = الشخص
cli-fact-device = الجهاز
cli-fact-home = المجلد
cli-fact-node = العقدة
cli-fact-peers = المتصلون
cli-fact-address = العنوان
cli-fact-reach = الانتقال
cli-fact-relay = المُرحِّل
cli-fact-relay-near = مُرحِّل قريب
cli-fact-dropped = ما زال محفوظًا لدى
cli-fact-quota = المساحة المخصصة
cli-fact-relay-days = تحفظ المُرحِّلات
cli-last-days = { $count ->
    [one] اليوم الأخير
    [two] اليومان الأخيران
    [few] آخر { $count } أيام
    [many] آخر { $count } يومًا
   *[other] آخر { $count } يوم
}
cli-reach-anywhere = بأي طريق
cli-reach-lan = في هذه الشبكة المحلية فقط
cli-reach-relays = في هذه الشبكة المحلية وعبر المُرحِّلات فقط
cli-reach-usb = على ذاكرة USB فقط
cli-fact-discovery = الشبكة المحلية
cli-discovery-on = يبحث عن الآخرين ويجدونه، باسم هو نفسه على كل شبكة
cli-discovery-quiet = صامت: يجد من يعلن عن نفسه ولا يقول شيئًا
cli-discovery-off = متوقف
cli-fact-language = اللغة في كل مكان
cli-fact-appearance = المظهر في كل مكان
cli-fact-shared = حواسيبك الأخرى
cli-settings-shared = تعلم بما تضبطه وما تبدأ كتابته وما تقرؤه
cli-settings-alone = لا يوجد؛ اربط واحدًا بالأمر: commonplace device link
cli-draft-other = بُدئت أيضًا على { $device }، { $when }:
cli-draft-there = (أطول من أن تُنقل؛ وهي هناك)

# الأدوار والحالات
cli-role-founder = مؤسّس
cli-role-steward = مشرف
cli-role-facilitator = ميسّر
cli-role-learner = متعلّم
cli-role-reader = قارئ
cli-role-carrier = ناقل
cli-state-joined = عضو
cli-state-pending = في انتظار القبول
cli-state-expired = رُفض: انتهت مدة التذكرة
cli-state-used-up = رُفض: استُعملت التذكرة من قبل
cli-state-refused = رُفض: التذكرة غير صالحة
cli-state-left = غادرتها
cli-state-removed = أُخرجت منها
cli-removed = أخرجك { $by } من «{ $circle }»، { $when }. ما عندك يبقى مقروءًا هنا ويمكن تصديره، ولا يصلك جديد.
cli-removed-by-somebody = أُخرجت من «{ $circle }»، { $when }. ما عندك يبقى مقروءًا هنا ويمكن تصديره، ولا يصلك جديد.
cli-question-open = مفتوح
cli-question-answered = له جواب
cli-question-accepted = محسوم
cli-kind-note = ملاحظة
cli-kind-question = سؤال
cli-connected = متصل
cli-not-connected = غير متصل
cli-node-runs = تعمل
cli-node-rests = متوقفة؛ شغّلها بالأمر: commonplace run

# الأوقات
cli-just-now = الآن
cli-ago-minutes = { $count ->
    [one] قبل دقيقة واحدة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
}
cli-ago-hours = { $count ->
    [one] قبل ساعة واحدة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
}
cli-ago-days = { $count ->
    [one] قبل يوم واحد
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
cli-ago-months = { $count ->
    [one] قبل شهر واحد
    [two] قبل شهرين
    [few] قبل { $count } أشهر
    [many] قبل { $count } شهرًا
   *[other] قبل { $count } شهر
}
cli-ago-years = { $count ->
    [one] قبل سنة واحدة
    [two] قبل سنتين
    [few] قبل { $count } سنوات
    [many] قبل { $count } سنة
   *[other] قبل { $count } سنة
}
cli-in-minutes = { $count ->
    [one] بعد دقيقة واحدة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
    [many] بعد { $count } دقيقة
   *[other] بعد { $count } دقيقة
}
cli-in-hours = { $count ->
    [one] بعد ساعة واحدة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
    [many] بعد { $count } ساعة
   *[other] بعد { $count } ساعة
}
cli-in-days = { $count ->
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
}
cli-in-months = { $count ->
    [one] بعد شهر واحد
    [two] بعد شهرين
    [few] بعد { $count } أشهر
    [many] بعد { $count } شهرًا
   *[other] بعد { $count } شهر
}
cli-in-years = { $count ->
    [one] بعد سنة واحدة
    [two] بعد سنتين
    [few] بعد { $count } سنوات
    [many] بعد { $count } سنة
   *[other] بعد { $count } سنة
}

# الحلقات
cli-of-them-open = المفتوح منها { $count }
cli-ticket = تذكرة إلى «{ $circle }» تكفي { $uses ->
    [one] شخص واحد
    [two] شخصين
    [few] { $uses } أشخاص
    [many] { $uses } شخصًا
   *[other] { $uses } شخص
}؛ الدور: { $role }؛ تنتهي صلاحيتها { $expires }. ومن يأخذها يكتب: commonplace circle join TICKET
cli-joining-joined = أنت الآن عضو في «{ $title }».
cli-joining-pending = ستُقبل في «{ $title }» حالما يُصادَف أحد أعضائها، أو مُرحِّل يحمل جواب أحدهم، والعقدة تعمل هنا: commonplace run
    وإن لم تكن هناك شبكة فذاكرة USB تحمل طلبك إلى أحد الأعضاء: commonplace bundle write CIRCLE FOLDER
cli-join-used-up = لم تُقبل: استعمل التذكرةَ من الناس بقدر ما صُنعت له. اطلب تذكرة جديدة.
cli-join-expired = لم تُقبل: انتهت صلاحية التذكرة. اطلب تذكرة جديدة.
cli-join-false-proof = لم تُقبل: التذكرة لا توافق هذه الحلقة. انسخها كاملة من جديد أو اطلب غيرها.
cli-ticket-file = التذكرة في { $file }. من يحصل على الملف يكتب: commonplace circle join FILE
cli-ticket-qr = رمز QR لدخول الحلقة «{ $circle }»، وعدد من يدخلون به: { $uses }.
cli-qr-too-long = التذكرة أطول من أن تكون رمز QR؛ سلّمها ملفًا باستعمال --file.

# الاقتران
cli-nearby-me = هذا الحاسوب
cli-nearby-asks = يطلب الدخول
cli-yes = ن نعم
cli-no = ل لا
cli-pairing-looking = البحث عن عُقد قريبة …
cli-pairing-looking-for = البحث قريبًا عن «{ $node }» …
cli-pairing-at-door = لم يطلب أحد بعد. على الحاسوب الآخر اكتب: commonplace circle join
cli-pairing-say = قل هذه الكلمات لشخص واحد ليكتبها بعد «commonplace circle join». تصلح عشر دقائق ما دام هذا ينتظر؛ Ctrl+C يسحبها.
cli-pairing-wrong = كتب أحدهم رمزًا آخر؛ المحاولات الخاطئة الباقية قبل أن يبطل هذا الرمز: { $guesses }.
cli-pairing-asking = طُلب من «{ $node }» أن يدخلك. يجب أن يوافق عضو هناك.
cli-pairing-asked = «{ $node }» القريب يطلب الدخول إلى إحدى حلقاتك. لإدخاله: commonplace circle admit CIRCLE. لتقول لا: commonplace circle refuse { $node }
cli-pairing-words = «{ $node }» يطلب الدخول إلى «{ $title }». يجب أن تظهر على الشاشة الأخرى هذه الكلمات:
cli-pairing-words-asking = يجب أن تظهر على شاشة «{ $node }» هذه الكلمات أو الأرقام التي تحتها:
cli-pairing-same = هل هي نفسها على الشاشة الأخرى؟ (ن أو ل)
cli-pairing-compare = إن كانت نفسها فانتظر تأكيد العضو. وإن كانت غيرها فاضغط Ctrl+C.
cli-pairing-confirmed = { $person } يدخل الآن …
cli-pairing-confirmed-asking = يجري إدخالك إلى «{ $title }» …
cli-pairing-joined = { $person } عضو الآن في «{ $title }».
cli-pairing-nobody-let-in = لم يُدخل أحد.
cli-pairing-refused = قيل لا لـ«{ $node }».
cli-pairing-called-off = لم يعد «{ $node }» يطلب الدخول.
cli-pairing-unanswered = لم يُجَب «{ $node }» في الوقت المناسب.
cli-pairing-exchanging = يجري تبادل ما في الحلقة؛ Ctrl+C ينهيه هنا. من الآن أبقِ عقدة تعمل: commonplace run
cli-link-at-door = في انتظار الحاسوب الجديد. اكتب عليه: commonplace link
cli-link-asking = يُطلب من «{ $node }» أن يجعل هذا الحاسوب أحد أجهزته …
cli-link-words = يريد «{ $node }» أن يكون جهازًا لك: سيحصل على المفتاح الذي يمثلك. يجب أن تظهر على شاشته هذه الكلمات:
cli-link-words-asking = يصبح هذا الحاسوب جهازًا لمن يجلس أمام «{ $node }». يجب أن تظهر على تلك الشاشة هذه الكلمات:
cli-link-qr = على الحاسوب الجديد اكتب بعد `link` ما في هذه الصورة، أو أحضر له الملف (‎--file). قيمتها قيمة مفاتيحك: لا تُرها لأحد سواك. عشر دقائق، وحاسوب واحد.
cli-link-say = اكتب هذه الكلمات على الحاسوب الجديد بعد «commonplace link». تصلح عشر دقائق ما دام هذا الأمر ينتظر؛ ويلغيها Ctrl+C.
cli-link-confirmed = حصل «{ $device }» على المفتاح وهو يطلب حلقاتك …
cli-link-confirmed-asking = هذا الحاسوب الآن «{ $device }»، وهو جهاز { $person }، ويطلب الحلقات …
cli-link-joined = «{ $device }» جهاز لك الآن.
cli-link-joined-asking = هذا الحاسوب، «{ $device }»، جهاز { $person } الآن.
cli-link-nothing = لم يُربط شيء.
cli-link-exchanging = يجري تبادل ما في حلقاتك؛ ينهيه هنا Ctrl+C. أبقِ عقدة تعمل من الآن فصاعدًا: commonplace run

# من غيّر ماذا
cli-somebody = شخص ما
cli-log-me = { $name } (أنت)
cli-log-founded = أسس { $by } الحلقة «{ $words }»
cli-log-granted = أعطى { $by } الدور { $role } إلى { $who }
cli-log-revoked = سحب { $by } الدور { $role } من { $who }
cli-log-removed = أخرج { $by } العضو { $who }
cli-log-left = غادر { $by }
cli-log-invited = صنع { $by } تذكرة للدور { $role }
cli-log-closed = أغلق { $by } تذكرة
cli-log-rotated = غيّر { $by } مفتاح الحلقة
cli-log-added-device = أضاف { $by } جهازًا يخص { $who }
cli-log-revoked-device = نزع { $by } الجهاز «{ $words }» الذي يخص { $who }
cli-log-kept-work = أبقى { $by } ما لم يُرَ من عمل { $who }
cli-log-settled = قرر { $by } كيف تنتقل السجلات
cli-log-hid = أخفى { $by } ‏{ $item }: { $words }
cli-log-showed = أظهر { $by } ‏{ $item } من جديد
cli-log-void = لا أثر له: { $why }
cli-log-readable = سجلات كتبها غيره منذ ذلك ويمكن قراءتها بسر عند { $who }: { $count }؛ لم يكن كاتبوها قد علموا.
cli-log-hidden = أشياء كتبها مخفية لأنها لم تُرَ: { $count }؛ يبقيها الأمر «commonplace circle keep-work».
cli-void-malformed = شكله فاسد
cli-void-foreign = من حلقة أخرى أو توقيعه زائف
cli-void-no-grant = يستند إلى إذن ليس هنا
cli-void-false-grant = يستند إلى إذن لا أثر له
cli-void-not-theirs = كتبه جهاز شخص آخر
cli-void-unseen = لم يكن قد رأى ما يستند إليه
cli-void-role = يتجاوز دور كاتبه
cli-void-rank = يتجاوز رتبة كاتبه
cli-void-removed = أُخرج كاتبه بسجل لم يكن قد رأى هذا
cli-void-left = كان كاتبه قد غادر
cli-void-device-revoked = أُلغي الجهاز بسجل لم يكن قد رأى هذا
cli-void-proof = التذكرة لا تطابق
cli-void-used-up = استُنفدت التذكرة؛ وكلمة من أحد المشرفين تحسم ذلك
cli-void-too-many = تغييرات أكثر مما يُحسب
cli-void-repeated = يقول سجل آخر الشيء نفسه
cli-removed-means = ما يُكتب من الآن يُختم بمفتاح جديد، فلا يقرؤه ما دام كاتبه قد علم بالإخراج. ويبقى لديه ما عنده، وقد تصله سجلات أقدم من أجهزة لم تعلم بعد.
cli-left-means = لقد غادرت. يبقى ما كتبته عند الآخرين، ويبقى ما هنا هنا؛ وللعودة تحتاج إلى تذكرة جديدة.
cli-invitation-open = يدعو { $by } إلى «{ $circle }».
cli-invitation-closed = سُحبت الدعوة إلى «{ $circle }».
cli-uninvited-means = لا يدخل بها أحد بعد الآن متى علم بذلك من يستطيع إدخاله؛ وقد يُدخله حاسوب لم يعلم بعد. ومن دخل يبقى.
cli-kept-means = ما هو هنا من عمله صار قائمًا من جديد عند كل من يعلم بذلك. أما ما لم يصل إلى هذا الجهاز قط فلا يمكن حفظه منه.
cli-renewed-circle = للحلقة مفتاح جديد يناله كل عضو حين يُلتقى به. من ليس عنده إلا القديم لا يقرأ شيئًا مما يُكتب من الآن؛ وما كُتب قبل ذلك يبقى مقروءًا له.
cli-founders-mean = لا يمكن إخراج المؤسسين. ومن سُمّي بـ --with يدخل بتذكرة مثل الجميع: commonplace circle invite CIRCLE

# العناصر
cli-written = حُفظ: { $title }
cli-written-untitled = حُفظ.
cli-new-title = العنوان: «{ $title }»
cli-edits = { $count ->
    [one] عُدّلت مرة واحدة
    [two] عُدّلت مرتين
    [few] عُدّلت { $count } مرات
    [many] عُدّلت { $count } مرة
   *[other] عُدّلت { $count } مرة
}
cli-on-devices = على { $devices } من الأجهزة وعددها { $of }
cli-helpful = { $count ->
    [one] وجدها شخص واحد مفيدة
    [two] وجدها شخصان مفيدة
    [few] وجدها { $count } أشخاص مفيدة
    [many] وجدها { $count } شخصًا مفيدة
   *[other] وجدها { $count } شخص مفيدة
}
cli-unclear = { $count ->
    [one] وجدها شخص واحد غير واضحة
    [two] وجدها شخصان غير واضحة
    [few] وجدها { $count } أشخاص غير واضحة
    [many] وجدها { $count } شخصًا غير واضحة
   *[other] وجدها { $count } شخص غير واضحة
}
cli-same = { $count ->
    [one] لدى شخص آخر السؤال نفسه
    [two] لدى شخصين آخرين السؤال نفسه
    [few] لدى { $count } أشخاص آخرين السؤال نفسه
    [many] لدى { $count } شخصًا آخر السؤال نفسه
   *[other] لدى { $count } شخص آخر السؤال نفسه
}
cli-accepted = جواب مقبول
cli-endorsed = جواب معتمد
cli-about = عن «{ $title }»
cli-about-absent = عن ملاحظة لم تصل بعد
cli-other-titles = وأُعطيت في الوقت نفسه هذه العناوين أيضًا: { $titles }
cli-both-edited = عدّلها في الوقت نفسه: { $names }؛ والتعديلان كلاهما في النص:
cli-unreadable = { $count ->
    [one] جزء واحد يحتاج إلى إصدار أحدث من Commonplace.
    [two] جزآن يحتاجان إلى إصدار أحدث من Commonplace.
    [few] { $count } أجزاء تحتاج إلى إصدار أحدث من Commonplace.
    [many] { $count } جزءًا يحتاج إلى إصدار أحدث من Commonplace.
   *[other] { $count } جزء يحتاج إلى إصدار أحدث من Commonplace.
}
cli-heading-comments = التعليقات
cli-heading-attachments = المرفقات
cli-heading-answers = الأجوبة

# الاستيراد والتصدير
cli-import-created = جديد
cli-import-updated = تغيّر
cli-import-unchanged = لم يتغيّر
cli-import-attached = أُرفق
cli-import-refused = لم يؤخذ
cli-imported = الجديد: { $created }، المتغيّر: { $updated }، الباقي على حاله: { $unchanged }، المرفق: { $attached }، غير المأخوذ: { $refused }.
cli-nothing-imported = لم يؤخذ شيء؛ والأسطر أعلاه تبيّن السبب.
cli-exported = { $count ->
    [one] كُتب عنصر واحد.
    [two] كُتب عنصران.
    [few] كُتبت { $count } عناصر.
    [many] كُتب { $count } عنصرًا.
   *[other] كُتب { $count } عنصر.
}
cli-not-exported = { $count ->
    [one] تعذّرت كتابة عنصر واحد؛ والأسطر أعلاه تبيّن السبب.
    [two] تعذّرت كتابة عنصرين؛ والأسطر أعلاه تبيّن السبب.
    [few] تعذّرت كتابة { $count } عناصر؛ والأسطر أعلاه تبيّن السبب.
    [many] تعذّرت كتابة { $count } عنصرًا؛ والأسطر أعلاه تبيّن السبب.
   *[other] تعذّرت كتابة { $count } عنصر؛ والأسطر أعلاه تبيّن السبب.
}

# الحزم
cli-bundle-writing = جارٍ الكتابة: { $done }
cli-bundle-reading = جارٍ القراءة: { $done } من { $of }
cli-bundle-offered = «{ $circle }»، في { $file }: السجلات { $records }، المرفقات { $blobs }، { $size }. لم يُقرأ منها شيء.
cli-bundle-offered-cut = من «{ $circle }»، { $size }. الحزمة مقطوعة: لا يُعرف مقدار ما فيها إلا عند قراءتها. لم يُقرأ منها شيء.
cli-open-unknown = ليس هذا حزمة ولا تذكرة ولا رابطًا. تنتهي هذه الملفات بـ ‎.cpbundle أو ‎.cpticket أو ‎.cplink، وتبدأ التذكرة بـ “commonplace:”.
cli-open-elsewhere = هذا الملف على حاسوب آخر، { $host }؛ انسخه أولًا إلى هذا الحاسوب.
cli-bundle-written = صارت «{ $circle }» على الذاكرة في { $file }: السجلات { $records }، المرفقات { $blobs }، الحجم { $size }. لا يملكها أحد قبل أن يقرأها.
cli-bundle-left-out = لم يُكتب { $count } من السجلات والمرفقات لأنها موجودة هناك من قبل.
cli-bundle-damaged = أجزاء تالفة هنا ولم تُكتب: { $count }؛ للمزيد: commonplace verify
cli-bundle-have-written = ما هو هنا من «{ $circle }» مدوَّن في { $file }. من يكتب لك حزمة يذكره: commonplace bundle write CIRCLE FILE --for HAVE
cli-bundle-read = «{ $circle }» من { $file }: الجديد { $new } من { $records } سجلًا، والمرفقات الجديدة { $blobs }.
cli-bundle-asks = طلبك لدخول «{ $circle }» على الذاكرة، في { $file }. ستُقبل حالما يقرأ أحد الأعضاء هذه الذاكرة؛ أعدها ثم اقرأ ما يُكتب عليها.
cli-bundle-not-yet = لم تُقبل في «{ $title }» بعد: على أحد الأعضاء أن يقرأ طلبك أولًا. خذه إليه: commonplace bundle write CIRCLE FOLDER
cli-bundle-expired = أجاب أحد الأعضاء: انتهت مدة تذكرتك إلى «{ $title }». اطلب تذكرة جديدة.
cli-bundle-used-up = أجاب أحد الأعضاء: استُعملت تذكرتك إلى «{ $title }» من قبل. اطلب تذكرة جديدة.
cli-bundle-false = أجاب أحد الأعضاء: تذكرتك إلى «{ $title }» غير صالحة. اطلب تذكرة جديدة.
cli-bundle-let-in = عدد من طلبوا الدخول عليها وقُبلوا: { $count }. اكتب جوابك على الذاكرة: commonplace bundle write CIRCLE FOLDER
cli-bundle-turned-away = عدد من طلبوا الدخول عليها ولم يُقبلوا لأن تذاكرهم انتهت مدتها أو استُعملت: { $count }. أعطهم تذاكر جديدة.
cli-bundle-waiting = سجلات لا يمكن فتحها بعد لأن مفاتيحها ليست هنا: { $count }.
cli-bundle-later = سجلات لم تؤخذ لأن ما قبلها ناقص: { $count }؛ اقرأ حزمة فيها أكثر.
cli-bundle-newer = أجزاء تحتاج إلى إصدار أحدث من Commonplace: ‏{ $count }.
cli-bundle-refused = أجزاء مزيفة لم تؤخذ: { $count }.
cli-bundle-spoiled = أتلفت الذاكرة { $size }؛ وقُرئ كل ما عدا ذلك. اطلب كتابتها مرة أخرى من أجل الباقي.
cli-bundle-cut = الحزمة مقطوعة؛ وقُرئ كل ما قبل القطع. اطلب كتابتها مرة أخرى من أجل الباقي.
cli-no-bundle-read = تعذرت قراءة كل الحزم؛ والسبب في السطور أعلاه.

# الحالة
cli-disk-full = القرص ممتلئ: يمكن قراءة ما هنا وإرساله، لكن لا يؤخذ شيء جديد.
cli-records = { $count ->
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
    [many] { $count } سجلًا
   *[other] { $count } سجل
}
cli-elsewhere = الموجود زيادةً في أماكن أخرى: { $count }
cli-waiting = ما لا يمكن فتحه بعد: { $count }
cli-blobs-missing = { $count ->
    [one] مرفق واحد لم يصل بعد
    [two] مرفقان لم يصلا بعد
    [few] { $count } مرفقات لم تصل بعد
    [many] { $count } مرفقًا لم يصل بعد
   *[other] { $count } مرفق لم يصل بعد
}
cli-holds-all = لديه كل شيء
cli-lacks = { $count ->
    [one] ينقصه سجل واحد
    [two] ينقصه سجلان
    [few] تنقصه { $count } سجلات
    [many] ينقصه { $count } سجلًا
   *[other] ينقصه { $count } سجل
}
cli-heard = آخر خبر منه { $when }
cli-never-heard = لم يُسمع منه بعد
cli-wrote = آخر ما كتب { $when }
cli-safe = يمكن الإغلاق: كل ما كُتب هنا موجود أيضًا على { $device }
cli-safe-more = يمكن الإغلاق: كل ما كُتب هنا موجود أيضًا على { $device } و{ $more ->
    [one] جهاز آخر
    [two] جهازين آخرين
    [few] { $more } أجهزة أخرى
    [many] { $more } جهازًا آخر
   *[other] { $more } جهاز آخر
}
cli-only-here = { $count ->
    [one] سجل واحد لك لا يوجد إلا على هذا الجهاز
    [two] سجلان لك لا يوجدان إلا على هذا الجهاز
    [few] { $count } سجلات لك لا توجد إلا على هذا الجهاز
    [many] { $count } سجلًا لك لا يوجد إلا على هذا الجهاز
   *[other] { $count } سجل لك لا يوجد إلا على هذا الجهاز
}
cli-verified = فُحصت السجلات ({ $records }) والمرفقات ({ $blobs }): كل شيء سليم.
cli-verified-damaged = فُحصت السجلات ({ $records }) والمرفقات ({ $blobs }). المتضرر منها:
cli-damaged = { $count ->
    [one] تضرر شيء واحد؛ والأمر «commonplace doctor --repair» يعيد بناء ما يمكن بناؤه.
    [two] تضرر شيئان؛ والأمر «commonplace doctor --repair» يعيد بناء ما يمكن بناؤه.
    [few] تضررت { $count } أشياء؛ والأمر «commonplace doctor --repair» يعيد بناء ما يمكن بناؤه.
    [many] تضرر { $count } شيئًا؛ والأمر «commonplace doctor --repair» يعيد بناء ما يمكن بناؤه.
   *[other] تضرر { $count } شيء؛ والأمر «commonplace doctor --repair» يعيد بناء ما يمكن بناؤه.
}

# ما تخبر به العقدة وهي تعمل
cli-event-started = بدأت عقدة { $name } تعمل. أوقفها بالضغط على Ctrl+C.
cli-event-ready = جاهزة.
cli-event-listening = يصل إليها الآخرون عبر { $addresses }
cli-event-met = اتصل { $person }
cli-event-synced = أنت و{ $person } على السواء في «{ $title }»: { $records ->
    [one] سجل واحد
    [two] سجلان
    [few] { $records } سجلات
    [many] { $records } سجلًا
   *[other] { $records } سجل
}
cli-event-rebuilding = يُعاد بناء الفهرس: { $percent }٪
cli-event-stopping = العقدة تتوقف.
cli-event-peer-up = تم الاتصال بـ { $peer } على { $address }
cli-event-peer-local = { $peer } متصل عبر الشبكة المحلية.
cli-event-peer-direct = { $peer } متصل مباشرة.
cli-event-peer-relayed = { $peer } متصل عبر مُرحِّل.
cli-event-peer-down = انقطع { $peer }
cli-event-receiving = { $count ->
    [one] وصل سجل واحد
    [two] وصل سجلان
    [few] وصل { $count } سجلات
    [many] وصل { $count } سجلًا
   *[other] وصل { $count } سجل
}
cli-event-blob = وصل المرفق { $blob }
cli-event-blob-gone = أُزيل المرفق { $blob } من هنا؛ وهو لدى آخرين
cli-blobs-room = المساحة { $used } من { $quota }
cli-fact-room = يجوز أن تشغل
cli-fact-used = تشغل
cli-fact-texts = النصوص الكبيرة
cli-fact-staying = لا يُزال أبدًا
cli-room-unlimited = كل ما هو متاح
cli-heading-going = ما يُزال أولًا، ولا تُزال النسخة الأخيرة أبدًا:
cli-going-taken-back = سُحب
cli-going-devices = { $count ->
    [0] لم يقل أحد غيرك إنه لديه
    [one] لدى جهاز آخر واحد
    [two] لدى جهازين آخرين
    [few] لدى { $count } أجهزة أخرى
   *[other] لدى { $count } جهازًا آخر
}
cli-blob-elsewhere = { $count ->
    [0] ليس على هذا الحاسوب
    [one] ليس على هذا الحاسوب، لدى جهاز واحد
    [two] ليس على هذا الحاسوب، لدى جهازين
    [few] ليس على هذا الحاسوب، لدى { $count } أجهزة
   *[other] ليس على هذا الحاسوب، لدى { $count } جهازًا
}
cli-event-attach-progress = { $name }: { $done } من { $of }
cli-event-blob-progress = المرفق { $blob }: { $here } من { $of }، { $rate } في الثانية من { $peers ->
    [one] جهاز واحد
    [two] جهازين
    [few] { $peers } أجهزة
   *[other] { $peers } جهازًا
}
cli-event-changed = تغيّر شيء في الحلقة { $circle }
cli-event-settings = تغيّرت إعدادات حواسيبك
cli-event-show-window = طلب أحدهم النافذة
cli-event-draft = تغيّرت المسودة { $draft } على حاسوب آخر

# القياس
cli-bench-limits = يُقاس ما يسمح به هذا الحاسوب …
cli-bench-written = { $workload }: كُتبت { $done } من { $of } ملاحظة
cli-bench-run = { $workload }: الجولة { $done } من { $of }
cli-bench-col-workload = الحمل
cli-bench-col-what = ماذا
cli-bench-col-samples = المرات
cli-bench-col-median = الوسيط
cli-bench-col-min = الأدنى
cli-bench-col-max = الأقصى
cli-bench-col-p95 = 95 من 100
cli-bench-col-p99 = 99 من 100
cli-bench-col-limit = الحد
cli-bench-col-share = النسبة منه
cli-bench-figure-all = اللحاق: كل الملاحظات
cli-bench-figure-first-50 = اللحاق: أول 50
cli-bench-figure-equal = عشر ملاحظات جديدة
cli-bench-figure-readable = مباشرة: مقروءة هناك
cli-bench-figure-plain-copy = نسخ عادي عبر TCP
cli-bench-figure-attached = إرفاق ملف
cli-bench-figure-from-one = ملف من جهاز واحد
cli-bench-figure-from-two = ملف من جهازين
cli-bench-figure-serial = الكتابة، واحدة واحدة
cli-bench-figure-concurrent-64 = الكتابة، 64 معًا
cli-bench-figure-first-frame = النافذة: أول إطار
cli-bench-figure-circles = النافذة: ظهور الحلقات
cli-bench-figure-list = النافذة: قائمة حلقة
cli-bench-figure-scrolled = النافذة: تمرير قائمة
cli-bench-figure-read = النافذة: تمرير نص
cli-bench-figure-searched = النافذة: نتيجة بحث
cli-bench-figure-typed = النافذة: حرف في ملاحظة طويلة
cli-bench-figure-idle = النافذة: متروكة وشأنها
cli-bench-figure-memory-at-rest = النافذة: الذاكرة عند السكون
cli-bench-figure-memory-peak = النافذة: أقصى ذاكرة
cli-bench-wire = { $size } عبر السلك
cli-bench-disk = { $size } في مجلد المستقبِل
cli-bench-memory = { $size } من الذاكرة على الأكثر
cli-bench-cpu = { $seconds } ث من وقت المعالج
cli-bench-machine = ما يسمح به هذا الحاسوب
cli-bench-limit-sync = ‏fdatasync: { $value }
cli-bench-limit-write = كتابة مثبَّتة على القرص: { $value }
cli-bench-limit-tcp = ‏TCP داخل الجهاز: { $value }
cli-bench-limit-trip = ‏TCP ذهابًا وإيابًا: { $value }
cli-bench-limit-verify = توقيعات تُحقَّق: { $value }
cli-bench-limit-record = ملاحظات تُختم وتُفتح: { $value }
cli-bench-where = المعالجات: { $cores }، { $system }، { $filesystem }؛ Commonplace { $version }، الصيغة { $profile }

# القصة
cli-demo-opening = ثلاثة حواسيب محمولة تمثلها ثلاث عقد على هذا الجهاز. لا إنترنت، ولا بأس. كل سطر هو ما تعرضه عقدة صاحبه حقًا.
cli-demo-later = لاحقًا، ليس في هذا الإصدار: { $what }
cli-demo-end = تحققت كل خطوة. حُذفت المجلدات الثلاثة، ولم يُمس مجلدك.
cli-demo-broken = تنقطع القصة عند «{ $step }»: لا يرى { $who } ما ينبغي أن يكون هناك.
cli-demo-step-names = ثلاثة أسماء. لا حساب ولا كلمة مرور
cli-demo-step-circle = ‏Ana تؤسس حلقة
cli-demo-step-nearby = حلقة قريبة تُعرض من تلقاء نفسها، وأربع كلمات منطوقة تؤكدها
cli-demo-step-join = ‏Ben يدخل بتذكرة
cli-demo-step-import = ‏Ana تحضر مجلد ملاحظاتها
cli-demo-step-ask = ‏Ben يسأل عن جملة
cli-demo-step-answer = ‏Ana تجيب
cli-demo-step-accept = ‏Ben يقبل الإجابة
cli-demo-step-vote = تصويت سريع: مختوم ثم معروض ثم يُعاد بعد دقيقة من الحديث
cli-demo-step-card = بطاقة من التصويت السريع، ومراجعتها الأولى
cli-demo-step-steward = ‏Ana تجعل Ben مشرفًا ثانيًا
cli-demo-step-apart = السلك مفصول، وكلاهما يغيّر الفقرة نفسها
cli-demo-step-bundle = حزمة على ذاكرة USB بدل السلك
cli-demo-step-together = السلك موصول من جديد
cli-demo-step-dispute = جملة معترَض عليها، وتصحيح يتبع كل نسخة منها
cli-demo-step-pairing = ‏Ana وBen: كلٌّ بحاجة إلى ما يعرفه الآخر، فيتعلّمان في ثنائي
cli-demo-step-gone = ‏Ana تغلق حاسوبها إلى الأبد
cli-demo-step-li = ‏Li تدخل عبر Ben، من دون Ana
cli-demo-named = أُعطي اسم، وكان ذلك كل شيء
cli-demo-circle = الحلقة «{ $circle }» موجودة الآن
cli-demo-ticket = تُسلَّم تذكرة طولها { $length } حرفًا
cli-demo-joined = عضوية في «{ $circle }»
cli-demo-members = يظهر من هنا: { $names }
cli-demo-imported = استُوردت الملاحظات ({ $notes }) والرسوم ({ $drawings })
cli-demo-notes = تظهر الملاحظات ({ $notes }): { $titles }
cli-demo-drawing = وصل الرسم { $name }، { $size }
cli-demo-delivered = كل الملاحظات ({ $notes }) على { $devices } من { $of } حواسيب
cli-demo-asked = يظهر «{ $title }»، سؤال من { $author } عن «{ $quote }»
cli-demo-answered = تظهر إجابة { $author }: «{ $text }»
cli-demo-settled = يظهر «{ $title }» محسومًا
cli-demo-steward = إشراف على الحلقة أيضًا
cli-demo-wrote = كُتب: «{ $text }»
cli-demo-only-here = تحذير: تغييرات لا توجد إلا على هذا الحاسوب ({ $count })، فلا يصح محوه
cli-demo-both = يظهر التغييران في فقرة واحدة: «{ $text }»، مع العلامة «حرّرها كلاهما: { $names }»
cli-demo-same = يظهر ما يظهر عند { $other } كلمة بكلمة: الملاحظات { $notes }، والأسئلة { $questions }
cli-demo-safe = كل شيء موجود على حواسيب أخرى أيضًا
cli-demo-closed = أُغلق
cli-demo-keeps = لا اتصال بأحد، والملاحظات ({ $notes }) والأسئلة ({ $questions }) باقية

# من أنت: المفاتيح والكلمات والأجهزة
cli-ask-passphrase = عبارة المرور:
cli-ask-new-passphrase = عبارة المرور الجديدة:
cli-ask-again = مرة أخرى:
cli-ask-words = كلمات استعادتك الأربع والعشرون:
cli-ask-word = الكلمة { $place }:
cli-no-terminal = لا طرفية هنا للسؤال؛ سمِّ ملفًا بـ --new-passphrase-file.
cli-sealed-already = هذه المفاتيح مختومة بعبارة مرور أصلًا؛ غيّرها بـ: commonplace passphrase change
cli-not-sealed = لا عبارة مرور تختم هذه المفاتيح؛ ضع واحدة بـ: commonplace passphrase set
cli-sealed = مفاتيحك مختومة الآن. من نسي عبارة المرور احتاج إلى كلمات الاستعادة.
cli-unsealed = مفاتيحك مفتوحة الآن لكل من يستطيع قراءة هذا القرص.
cli-restored = عدت أنت نفسك، على جهاز جديد. شغّله قرب أعضاء حلقاتك فتعود إليك: commonplace run
cli-ask-backup-passphrase = عبارة مرور النسخة الاحتياطية:
cli-ask-new-backup-passphrase = عبارة مرور للنسخة الاحتياطية:
cli-no-terminal-backup = لا طرفية هنا للسؤال؛ سمِّ ملفًا بـ --backup-passphrase-file.
cli-backup-writing = كتابة: { $percent } ٪
cli-backup-checking = تحقق: { $percent } ٪
cli-backup-restoring = استعادة: { $percent } ٪
cli-backup-keys = فيها
cli-backup-no-keys = متروكة؛ تلزم كلمات استعادتك للاستعادة
cli-backup-good = قُرئ كل بايت فيها وهو سليم.
cli-restored-backup = عاد بيتك على جهاز جديد؛ انظر أجهزتك السابقة بـ: commonplace device list. مفاتيحه غير مختومة؛ اختمها بـ: commonplace passphrase set
cli-fact-file = الملف
cli-fact-made = صُنعت
cli-fact-records = السجلات
cli-fact-blobs = المرفقات
cli-fact-drafts = المسودات
cli-words-keep = اكتب هذه الكلمات الأربع والعشرين على ورقة بهذا الترتيب، واحفظها حيث لا يجدها أحد: من ملكها كان أنت. ثم تحقق من ورقتك بـ: commonplace words check
cli-words-right = هذه صحيحة. ورقتك سليمة.
cli-words-unseen = لم تُكتب قط (commonplace words show)
cli-words-shown = عُرضت ولم تُختبر بعد (commonplace words check)
cli-words-checked = كُتبت واختُبرت
cli-keys-sealed = مختومة بعبارة مرور
cli-keys-open = مفتوحة (commonplace passphrase set)
cli-fact-fingerprint = البصمة
cli-fact-keys = المفاتيح
cli-fact-words = كلمات الاستعادة
cli-col-wrote = آخر كتابة
cli-device-this = هذا الجهاز
cli-device-other = لك
cli-device-revoked = مسحوب
cli-device-forked = نُسخ
cli-member-forked = استُعمل مفتاح { $devices } في مكانين
cli-this-revoked = نُزع هذا الجهاز: يقرأ ما عنده ولا يكتب بعد. إن لم تفعل أنت ذلك: commonplace device renew
cli-renewed = هذا الحاسوب جهاز جديد لك. يكتب من جديد ما إن يلتقي بأحد من حلقاتك. انزع الآن ما ليس لك: commonplace device list
cli-handed-over = سُلّمت مفاتيحك إلى العقدة «{ $node }» ({ $when })، ولم تظهر منذ ذلك جهازًا لك. إن لم تكن لك فهي عند غيرك: راقب «commonplace device list» وانزع ما لا تعرفه.
cli-revoked = سُحب اعتماد «{ $name }» في: { $circles }. ومما كتبه { $kept } سجلات هنا وتبقى.
cli-revoke-waits = في هذه الحلقات يُسحب اعتماد «{ $name }» حالما يقارن هذا الجهاز نفسه بعضو: { $circles }
cli-revoke-cut-off = { $count ->
    [one] سجل واحد له هنا لم يعد يُحسب، لأن ما يقوم عليه مفقود أو كُتب مرتين.
   *[other] { $count } من سجلاته هنا لم تعد تُحسب، لأن ما تقوم عليه مفقود أو كُتب مرتين.
}
cli-revoke-unseen = ما كتبه ولم يره أحد لا يعود، وما خُزّن عليه يبقى مقروءًا لمن هو في يده.
cli-event-new-device = هذا البيت نسخة، فهو من الآن جهاز مستقل: { $name }
cli-event-device-revoked = سُحب اعتماد هذا الجهاز في { $title }: يقرأ ما عنده ولا يكتب بعد الآن.

# Relays
cli-lease-hand-over = سلّم هذا لمن يشغّل المُرحِّل { $relay } ليبدأه بالأمر ‎commonplace relay --allow‎ وبعده هذا السطر أو ملف يحويه: عندها يحفظ سجلات مختومة لـ«{ $circle }». لا تعطه لأحد غيره.
cli-lease-not-named = لا تسمّي «{ $circle }» هذا المُرحِّل بعد: ‎commonplace circle set CIRCLE --relay { $relay }
cli-relay = المُرحِّل { $relay }
cli-relay-unknown = لا يعرف عقد إيجار لهذه الحلقة
cli-relay-attachments = { $count ->
    [one] لديه مرفق واحد
    [two] لديه مرفقان
    [few] لديه { $count } مرفقات
    [many] لديه { $count } مرفقًا
   *[other] لديه { $count } مرفق
}
cli-relay-lacks-attachments = { $count ->
    [one] ينقصه مرفق واحد
    [two] ينقصه مرفقان
    [few] تنقصه { $count } مرفقات
    [many] ينقصه { $count } مرفقًا
   *[other] ينقصه { $count } مرفق
}
cli-relay-holds-since = لديه كل ما يخص الأيام التي يحفظها
cli-relay-keeps-days = { $count ->
    [one] يحفظ اليوم الأخير فقط: وما قبله عند الأعضاء وحدهم
    [two] يحفظ اليومين الأخيرين فقط: وما قبلهما عند الأعضاء وحدهم
    [few] يحفظ آخر { $count } أيام فقط: وما قبلها عند الأعضاء وحدهم
    [many] يحفظ آخر { $count } يومًا فقط: وما قبلها عند الأعضاء وحدهم
   *[other] يحفظ آخر { $count } يوم فقط: وما قبلها عند الأعضاء وحدهم
}
cli-relay-full = ممتلئ: لا يأخذ المزيد
cli-relay-lost = فقد { $count } من السجلات
cli-relay-without = تنقصه سجلات يتحدث عنها الأعضاء: { $count }
cli-relay-withheld = يحجب { $count } من السجلات
cli-relay-dropped = لم تعد الحلقة تمر به، لكن ما أُعطي له يبقى هناك حتى يلتقي به حاسوب أحد المشرفين
cli-event-relay-holds = لدى المُرحِّل { $relay } كل سجلات «{ $title }» وعددها { $count }
cli-event-relay-full = المُرحِّل { $relay } ممتلئ ولا يأخذ المزيد من «{ $title }»: اطلب مساحة أكبر ممن يشغّله أو سمِّ مُرحِّلًا آخر.
cli-event-relay-unknown = لا يعرف المُرحِّل { $relay } عقد إيجار لـ«{ $title }» أو لهذا الجهاز. يطبعه مشرف بالأمر: commonplace relay lease
cli-event-relay-lost = فقد المُرحِّل { $relay } { $count } من سجلات «{ $title }» كانت لديه. تُرسل إليه من جديد؛ إن تكرر هذا فسمِّ مُرحِّلًا آخر.
cli-event-relay-withheld = لا يعطي المُرحِّل { $relay } { $count } من سجلات «{ $title }» التي يقول إنها لديه. تأتي من أجهزة أخرى؛ إن تكرر هذا فسمِّ مُرحِّلًا آخر.
cli-event-relay-without = يقول المُرحِّل { $relay } إنه لا يحفظ من «{ $title }» أكثر مما هنا، مع أن أجهزة الأعضاء تتحدث عن سجلات أخرى عددها { $count }. إما أنه يحجبها، أو أنها لم تغادر الجهاز الذي كتبها. إن استمر ذلك رغم اتصال ذلك الجهاز فسمِّ مُرحِّلًا آخر.
cli-event-relay-asked = طلبك لدخول «{ $title }» عند المُرحِّل { $relay }. ستُقبل حالما يمر به أحد الأعضاء، ولا يلزم أن تكون متصلًا حينها.
cli-event-relay-forgot = المُرحِّل { $relay } الذي لم تعد «{ $title }» تمر به يقول إنه لا يحفظ منها شيئًا.
cli-event-relaying = { $leases ->
    [0] يعمل مُرحِّلًا، وليس لأي حلقة بعد: ابدأه من جديد مع ‎--allow‎ وعقد إيجار حلقة يصنعه برنامج مشرفها (‎commonplace relay lease‎) أو ملف يحويه.
   *[other] يعمل مُرحِّلًا لعدد من الحلقات: { $leases }.
} تسميه الحلقات هكذا: { $addresses }
cli-relay-words = كلماته الأربع التي تُظهره بها صفحة الحلقة: { $words }
cli-event-serving = صفحات «{ $title }» مفتوحة لك وحدك، وينهيها Ctrl+C. افتح هذا العنوان في متصفحك:

# ما يجده طبيب الاتصال
finding-no-network = هذا الحاسوب ليس في أي شبكة.
finding-no-network-next = صِل كبلًا أو انضم إلى شبكة واي فاي.
finding-cable-out = لا شيء في الطرف الآخر من { $about }: الكبل مفصول أو انقطعت شبكة الواي فاي.
finding-cable-out-next = صِله من جديد أو انضم إلى الشبكة مرة أخرى.
finding-only-link-local = ليس لهذا الحاسوب إلا عناوين IPv6 من نوع ‎fe80…‎ ولا يستطيع Commonplace استخدامها.
finding-only-link-local-next = دع الموجّه يوزّع العناوين، أو اضبط عنوان IPv4 يدويًا على الحاسوبين.
finding-not-running = لا عقدة تعمل على هذا المجلد، فلم يمكن فحص إلا القليل.
finding-not-running-next = افتح Commonplace أو شغّل commonplace run ثم اسأل من جديد.
finding-not-listening = لا تستمع العقدة على أي عنوان فلا يصل إليها أحد.
finding-not-listening-next = انضم إلى شبكة، أو شغّلها من دون ‎--listen‎.
finding-own-port-closed = لا يصل هذا الحاسوب إلى عقدته نفسها على { $about }: جدار ناري هنا يمنع ذلك.
finding-own-port-closed-next = اسمح لـ Commonplace في الجدار الناري لهذا الحاسوب.
finding-multicast-blocked = على { $about } يمنع جدار ناري في هذا الحاسوب وصول إعلانات الآخرين (منفذ UDP 5353).
finding-multicast-blocked-next = اسمح بمنفذ UDP 5353، أو اكتب عنوان الحاسوب الآخر، أو استخدم تذكرة تحتويه.
finding-nobody-near = لا أحد متصل: إما أنه لا أحد غيرك هنا، أو أن الشبكة تمنع الحواسيب من سماع بعضها.
finding-nobody-near-next = تأكد أن كليهما في الشبكة نفسها، ثم جرّب عنوان الآخر: commonplace doctor ADDRESS
finding-discovery-quiet = هذه العقدة صامتة: تجد من يعلن عن نفسه، ولا تجد عقدة صامتة أخرى أبدًا.
finding-discovery-quiet-next = لكي يجدك الآخرون: commonplace settings --mdns on
finding-discovery-off = لا تبحث هذه العقدة عن الآخرين في الشبكة المحلية.
finding-discovery-off-next = للبحث عنهم ولكي يجدوك: commonplace settings --mdns on
finding-vpn = تمر كل البيانات عبر النفق { $about } وقد يعزل هذا الحاسوب عن شبكته.
finding-vpn-next = اخرج من الـ VPN مؤقتًا أو اسمح بالشبكة المحلية في إعداداته.
finding-clock-here-ahead = تبدو ساعة هذا الحاسوب متقدمة { $minutes } دقيقة: هكذا تقول { $about } حواسيب أخرى متفقة فيما بينها.
finding-clock-here-ahead-next = اضبطها. ما كُتب هنا يحمل وقتًا خاطئًا، ومتى جاوز التقدم ساعتين أبقاه الآخرون منتظرًا.
finding-clock-here-behind = تبدو ساعة هذا الحاسوب متأخرة { $minutes } دقيقة: هكذا تقول { $about } حواسيب أخرى متفقة فيما بينها.
finding-clock-here-behind-next = اضبطها. متى جاوز التأخر ساعتين أبقى هذا الحاسوب ما يكتبه الآخرون منتظرًا.
finding-clock-there-ahead = تبدو ساعة { $about } متقدمة { $minutes } دقيقة؛ والآخرون متفقون مع هذا الحاسوب.
finding-clock-there-ahead-next = اطلب منه ضبطها. متى جاوز التقدم ساعتين انتظر ما يكتبه.
finding-clock-there-behind = تبدو ساعة { $about } متأخرة { $minutes } دقيقة؛ والآخرون متفقون مع هذا الحاسوب.
finding-clock-there-behind-next = اطلب منه ضبطها. متى جاوز التأخر ساعتين أبقى ما يكتبه غيره منتظرًا.
finding-clocks-differ = بين ساعة هذا الحاسوب وساعة { $about } فرق { $minutes } دقيقة، وليس هنا من يقول أيهما الخاطئة.
finding-clocks-differ-next = قارنهما بساعة ثالثة كالهاتف واضبط الخاطئة.
finding-banned = تُبقي هذه العقدة «{ $about }» خارجًا لأنها أرسلت ما لا يرسله أي Commonplace. أما أن يُبقي أحدٌ هذه خارجًا فلا يُرى: هم يغلقون فحسب.
finding-banned-next = ينتهي ذلك خلال ساعة أو متى أعيد تشغيل هذه العقدة؛ حدّث Commonplace على الجهازين.
finding-connected = عدد العقد المتصلة: { $about }.
finding-circle-stays = لا تنتقل «{ $about }» بكل الطرق: هكذا قرر مشرفوها.
finding-circle-stays-next = لمعرفة الطرق: commonplace circle show. لا تُعدّ شبكة VPN ولا شبكة فرعية أخرى من هذه الشبكة.
finding-all-well = لا شيء هنا يعيق الاتصال.
finding-target-self = { $about } هو هذا الحاسوب نفسه.
finding-target-self-next = اكتب العنوان الذي يعرضه الحاسوب الآخر.
finding-target-reached = تجيب عقدة Commonplace على { $about }.
finding-target-banned = أُقصي { $about } لسوء السلوك وينتهي ذلك خلال ساعة.
finding-target-banned-next = انتظر أو أعد تشغيل هذه العقدة، وحدّث Commonplace على الجهازين.
finding-target-other-version = يجيب Commonplace على { $about } بإصدار غير هذا: لا يفهم أحدهما الآخر.
finding-target-other-version-next = حدّث Commonplace على الحاسوبين.
finding-target-other-program = شيء ما يجيب على { $about } لكن ليس كما يجيب Commonplace: يبدو أنه برنامج آخر.
finding-target-other-program-next = تأكد من الرقم بعد النقطتين.
finding-target-other-peer = يجيب على { $about } حاسوب غير المتوقع.
finding-target-other-peer-next = اطلب العنوان من جديد فقد يكون تغيّر.
finding-target-refused = الحاسوب موجود لكن لا شيء يستمع على { $about }.
finding-target-refused-next = شغّل Commonplace عليه، وتأكد أن الرقم بعد النقطتين هو ما يعرضه.
finding-target-firewall = الحاسوب على { $about } في هذه الشبكة ولا يسمح بدخول شيء: جدار ناري عليه يمنع ذلك.
finding-target-firewall-next = اسمح لـ Commonplace في الجدار الناري لذلك الحاسوب، أو اتصل منه إلى هنا.
finding-target-absent = لا أحد يجيب في هذه الشبكة بالعنوان { $about }: الحاسوب مطفأ أو له عنوان آخر، أو أن الشبكة تعزل الحواسيب كما تفعل شبكات الضيوف.
finding-target-absent-next = انظر أي عنوان يعرض، فإن كان صحيحًا فاستخدم شبكة أخرى أو نقطة اتصال هاتف أو ذاكرة USB.
finding-target-no-way = { $about } في شبكة أخرى ولا طريق إليها من هنا.
finding-target-no-way-next = ضع الحاسوبين في الشبكة نفسها، أو استخدم مُرحِّلًا أو ذاكرة USB.
finding-target-elsewhere = { $about } في شبكة أخرى ولا يجيب: يمنعه موجّه أو جدار ناري في الطريق، أو أنه مطفأ.
finding-target-elsewhere-next = ضع الحاسوبين في الشبكة نفسها، أو استخدم مُرحِّلًا أو ذاكرة USB.
finding-target-cut-off = { $about } في الشبكة التي انقطع عنها هذا الحاسوب.
finding-target-cut-off-next = صِل السلك أو انضم إلى شبكة Wi-Fi من جديد، ثم اسأل مرة أخرى.

# سطر أوامر خاطئ.
usage-unknown-command = لا أمر اسمه «{ $given }».
usage-unknown-option = لا خيار هنا اسمه «{ $given }».
usage-did-you-mean = أتقصد «{ $meant }»؟
usage-missing = ينقص: { $missing }.
usage-missing-command = ينقص أمر.
usage-no-value = يحتاج { $option } إلى قيمة.
usage-no-value-of = يحتاج { $option } إلى قيمة من هذه: { $values }.
usage-bad-value = لا تصلح «{ $given }» لـ { $option }.
usage-bad-value-of = لا تصلح «{ $given }» لـ { $option }؛ يقبل واحدة من هذه: { $values }.
usage-bad-value-why = لا تصلح «{ $given }» لـ { $option }: { $why }.
usage-why-language = يقبل en أو tr أو es أو ar
usage-why-size = اكتبها مثل 500MB أو 2GiB
usage-why-huge = لا قرص بهذه السعة
usage-why-count = يقبل عددًا من 1 فصاعدًا
usage-too-many = «{ $given }» زائدة على { $option }.
usage-conflict = لا يجتمع { $given } و{ $other }.
usage-twice = يُعطى { $given } مرة واحدة فقط.
usage-not-text = بعض ما كُتب ليس نصًّا بترميز UTF-8.
usage-wrong = سطر الأوامر هذا خاطئ.
usage-how = يُكتب هكذا: { $usage }
usage-help = المزيد عنه: { $command } --help

# النافذة. جمل قصيرة ودافئة ودقيقة؛ لا يُقال عن شيء إنه آمن قبل أن يكون كذلك.

app-name = Commonplace
you = أنت
back = رجوع
close = إغلاق
done = تم
cancel = إلغاء
undo = تراجع
copy = نسخ
typing-menu = هذا الحقل
typing-cut = قص
typing-paste = لصق
typing-all = تحديد الكل

# الشاشة الأولى
welcome-promise = ملاحظات وأسئلة وأجوبة تحفظونها معًا على حواسيبكم أنتم. يعمل في غرفة بلا إنترنت.
welcome-question = بماذا يناديك الآخرون؟
welcome-hint = اسمك
welcome-begin = ابدأ
welcome-no-account = بلا حساب ولا كلمة سر ولا بريد. ما تكتبه يبقى على هذا الحاسوب إلى أن تشاركه مع حلقة.
welcome-return = كنت هنا من قبل
welcome-new = أنا جديد هنا
welcome-words = اكتب كلمات الاسترجاع الأربع والعشرين من ورقتك بترتيبها.
welcome-words-hint = 24 كلمة
welcome-words-lesson = الكلمات تعيد هويتك. أما ملاحظاتك فتعود من رفاقك في حلقاتك، أو من نسخة احتياطية.
welcome-come-back = عُد
welcome-with-backup = لديّ نسخة احتياطية أيضًا
welcome-without-backup = ليست لديّ نسخة احتياطية
welcome-backup = قل أين النسخة الاحتياطية، واكتب عبارة المرور التي اختيرت لها.
welcome-backup-hint = مكانها، مثلًا ‎/media/ana/STICK/ana.age‎
welcome-backup-busy = تُقرأ النسخة الاحتياطية ويُفحص كل جزء منها …
welcome-words-if = كلمات الاسترجاع الأربع والعشرون، إن لم تكن المفاتيح في النسخة
welcome-other-laptop = أستعمله على حاسوب آخر
welcome-laptop = إذًا يكون الحاسوبان لك وعليهما الحلقات نفسها. ضع الآخر في متناول يدك: الخطوة التالية على كليهما.
welcome-laptop-lesson = يجب أن يكون كلاهما على الشبكة نفسها. لا حاجة إلى إنترنت.
welcome-link = تابع

# A sealed home
locked = مفاتيحك مختومة
locked-lesson = اكتب عبارة المرور التي اخترتها.
locked-opening = جارٍ الفتح …
locked-hint = عبارة المرور
locked-open = افتح
locked-wrong = ليست هذه عبارة المرور. انتبه إلى الحروف الكبيرة وأعد المحاولة.
locked-forgotten = لا أحد يستطيع إعادة تعيينها. بكلمات الاسترجاع يمكنك العودة في مجلد جديد.

# أثناء الفتح
opening = تُفتح ملاحظاتك…
opening-rebuilding = يُرتَّب الفهرس: { $percent } بالمئة. لا يضيع شيء في هذه الأثناء.
opening-failed = يتعذر فتح Commonplace الآن
opening-again = حاول مرة أخرى

# الحلقات
circles = الحلقات
circles-all = كل الحلقات
circles-greeting = مرحبًا، { $name }
circles-first = الحلقة مجموعة تتعلم معًا: ملاحظاتها وأسئلتها على حواسيب أعضائها ولا مكان لها غير ذلك. أنشئ حلقة، أو ادخل واحدة بتذكرة يعطيك إياها أحد أعضائها.
circle-members = { $count ->
    [one] أنت وحدك
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
circle-notes = { $count ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
circle-questions = { $count ->
    [zero] لا أسئلة
    [one] سؤال واحد
    [two] سؤالان
    [few] { $count } أسئلة
    [many] { $count } سؤالًا
   *[other] { $count } سؤال
}
circle-open = { $count ->
    [one] سؤال مفتوح
    [two] سؤالان مفتوحان
    [few] { $count } مفتوحة
    [many] { $count } مفتوحًا
   *[other] { $count } مفتوح
}
circle-unread = { $count ->
    [one] جديد واحد
    [two] جديدان
    [few] { $count } جديدة
    [many] { $count } جديدًا
   *[other] { $count } جديد
}
circle-pending = في الانتظار
circle-pending-lesson = بانتظار لقاء عضو يُدخلك.
circle-removed = أُخرجت
circle-removed-by = أخرجك { $name } في { $date }. ما عندك يبقى مقروءًا هنا، ولا يصلك جديد.
circle-removed-by-somebody = أُخرجت في { $date }. ما عندك يبقى مقروءًا هنا، ولا يصلك جديد.
circle-waiting = معك تذكرة إلى هذه الحلقة. ما إن يلتقي هذا الحاسوب بأحد ممن فيها حتى تكون فيها أنت أيضًا وتصل ملاحظاتها من تلقاء نفسها. لا يلزمك أي شيء آخر.
waiting-meet = بمن تلتقي
waiting-meet-lesson = أي شخص في الحلقة، لا من أعطاك التذكرة وحده. اجلسا قريبين على شبكة Wi-Fi أو كبل واحد، وCommonplace مفتوح على الحاسوبين. لا يلزم الإنترنت.
waiting-relay = أو المُرحِّل { $relay } الذي ينقل طلبك حين لا يوجد غيره.
waiting-nobody = لا أحد بالقرب منك الآن. تتغيّر هذه الصفحة من تلقاء نفسها حين يأتي أحد.
waiting-somebody = { $count ->
    [one] حاسوب واحد بالقرب منك. إن كان صاحبه في الحلقة فستكون فيها خلال دقيقة.
    [two] حاسوبان بالقرب منك. إن كان أحد صاحبيهما في الحلقة فستكون فيها خلال دقيقة.
    [few] { $count } حواسيب بالقرب منك. إن كان أحد أصحابها في الحلقة فستكون فيها خلال دقيقة.
   *[other] { $count } حاسوبًا بالقرب منك. إن كان أحد أصحابها في الحلقة فستكون فيها خلال دقيقة.
}
waiting-until = التذكرة صالحة حتى { $date }.
waiting-try = إن جلستم معًا ولم يحدث شيء
waiting-address = جرّب عنوان الحاسوب الآخر
waiting-stick = اطلب ذلك على ذاكرة USB
waiting-give-up = توقّف عن الانتظار
waiting-give-up-lesson = تختفي الحلقة من قائمتك وينسى هذا الحاسوب التذكرة. بتذكرة يمكنك أن تعود متى شئت.
waiting-give-up-yes = توقّف
waiting-go-on = واصل الانتظار

# حلقة جديدة
found = حلقة جديدة
found-lesson = يمكنك دعوة الآخرين بعد لحظة. العنوان لا يقرؤه إلا الأعضاء.
found-hint = عمَّ هي؟ مثلًا: علم الخلية
found-button = أنشئ الحلقة

# الانضمام
join = انضم إلى حلقة
join-lesson = ألصق التذكرة التي أعطاك إياها أحد الأعضاء. قد تكون مقسومة على عدة أسطر.
join-hint = التذكرة
join-button = انضم
join-way-nearby = بالقرب
join-way-code = بأربع كلمات
join-way-ticket = بتذكرة
join-nearby-lesson = حواسيب بجوار هذا الحاسوب. كل منها يُظهر كلمتين عشوائيتين لا غير؛ اختر الذي ترى صاحبه.
join-nearby-ask = اطلب الانضمام
join-nearby-me = يرى الآخرون هذا الحاسوب باسم «{ $node }».
join-code-lesson = يقول لك أحد أعضاء الحلقة أربع كلمات. اكتبها هنا؛ تكفي الحروف الأربعة الأولى من كل منها.
join-code-hint = أربع كلمات
join-pending = التذكرة سليمة. ستكون في «{ $circle }» ما إن يلتقي هذا الحاسوب بأحد أعضائها، على الشبكة نفسها أو عبر مُرحِّل.

# الدعوة
invite = ادعُ
invite-into = ادعُ إلى «{ $circle }»
invite-lesson = التذكرة تُدخل شخصًا إلى الحلقة. سلِّمها بأي طريقة تثق بها.
invite-for = كم شخصًا يمكنه استعمالها
invite-uses = { $count ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
invite-role = ما يمكنهم فعله
role-learner = القراءة والكتابة
role-reader = القراءة فقط
role-facilitator = الإرشاد والإشراف
invite-make = أصدر تذكرة
invite-hand-over = أعطِ هذا النص لمن تدعوه: على ذاكرة، أو في رسالة، أو قراءةً بصوت عالٍ. من كان معه أمكنه الدخول.
invite-show-them = دع من تدعوه يصوّر هذا. من كان لديه استطاع الدخول.
invite-until = { $count ->
    [one] لشخص واحد، حتى { $date }.
    [two] لشخصين، حتى { $date }.
    [few] لـ{ $count } أشخاص، حتى { $date }.
    [many] لـ{ $count } شخصًا، حتى { $date }.
   *[other] لـ{ $count } شخص، حتى { $date }.
}
invite-open = تذاكر مفتوحة
invite-open-lesson = من عنده إحدى هذه يستطيع الدخول بعد. ومتى سُحبت تذكرة لا يدخل بها من يلقى حاسوبًا علم بذلك؛ ومن دخل يبقى.
invite-open-one = يدعو { $name } بدور { $role } حتى { $date }: دخل { $came } من { $count }.
invite-take-back = اسحبها
invite-copy = انسخ التذكرة
invite-copied = نُسخت
invite-way-nearby = بجانبي
invite-way-code = بأربع كلمات
invite-way-ticket = بتذكرة
invite-nearby-lesson = لمن هو معك في الغرفة. يختار على حاسوبه «انضم إلى حلقة» ثم «بالقرب» ثم هذا الحاسوب. تُظهر الشاشتان الكلمات الأربع نفسها قبل أن يدخل أحد.
invite-nearby-begin = أدخل شخصًا
invite-code-lesson = لمن تستطيع محادثته وحاسوبه على الشبكة نفسها. تقول أربع كلمات فيكتبها. تصلح الكلمات عشر دقائق ولشخص واحد.
invite-code-begin = أصدر أربع كلمات
invite-joined = { $person } في الحلقة الآن.
invite-another = أدخل شخصًا آخر
invite-show-text = أظهر النص
invite-show-picture = أظهر الصورة

# Two people pairing
pairing-begins = لحظة …
pairing-looks = جارٍ البحث …
pairing-waits = بانتظار أن يطلب أحد الدخول. على الحاسوب الآخر: «انضم إلى حلقة» ثم «بالقرب» ثم هذا الحاسوب.
pairing-asking = طُلب من «{ $node }». على صاحبه أن يجيب الآن.
pairing-asked = «{ $node }» يطلب الدخول.
pairing-code = قل هذه الكلمات الأربع أو الأرقام التي تحتها لمن تدعوه:
pairing-code-lesson = بانتظار أن يكتبها. من سمعها أمكنه الدخول مكانه، فلا تقلها إلا لشخص واحد.
pairing-good-for = { $count ->
    [zero] تصلح لحظة أخرى.
    [one] تصلح دقيقة أخرى.
    [two] تصلح دقيقتين أخريين.
    [few] تصلح { $count } دقائق أخرى.
    [many] تصلح { $count } دقيقة أخرى.
   *[other] تصلح { $count } دقيقة أخرى.
}
pairing-code-device = اكتب هذه الكلمات الأربع على الحاسوب الجديد. والصورة أدناه تقول الشيء نفسه.
pairing-code-device-lesson = عشر دقائق، وحاسوب واحد، وثلاث محاولات. قيمته قيمة مفاتيحك: لا تُره لأحد سواك.
pairing-wrong = { $count ->
    [0] كتب أحدهم كلمات أخرى مرات كثيرة. لم تعد هذه الكلمات صالحة.
    [one] كتب أحدهم كلمات أخرى. بقيت محاولة واحدة.
    [two] كتب أحدهم كلمات أخرى. بقيت محاولتان.
    [few] كتب أحدهم كلمات أخرى. بقيت { $count } محاولات.
   *[other] كتب أحدهم كلمات أخرى. بقيت { $count } محاولة.
}
pairing-words-asking = اقرأ هذه الكلمات أو الأرقام التي تحتها لصاحب «{ $node }». إن أظهرت شاشته مثلها أدخلك: لا تؤكد أنت هنا شيئًا. وإن كانت عنده غيرها فألغِ.
pairing-words-asked = هل تُظهر شاشة «{ $node }» الكلمات الأربع نفسها وتحتها الأرقام نفسها؟ انظر إليها أو اطلب أن تُقرأ لك.
pairing-words-device = هل يُظهر «{ $node }» الكلمات الأربع نفسها؟ انظر إلى الشاشتين واضغط على كلتيهما.
pairing-waits-device = بانتظار الحاسوب الجديد. هناك، في الشاشة الأولى: «{ welcome-other-laptop }»؛ أو في الإعدادات: «{ devices-become }».
pairing-same = هي نفسها
pairing-differ = تختلف
pairing-confirmed = الكلمات نفسها. جارٍ الدخول …
pairing-cancel = إلغاء

# Somebody nearby asks
knock = شخص يطلب الانضمام
knock-asks = حاسوب قريب، «{ $node }»، يطلب الدخول إلى إحدى حلقاتك.
knock-which = إلى أي حلقة تُدخل «{ $node }»؟ لا يُقال عنها شيء قبل مقارنة أربع كلمات.
knock-answer = أجب
knock-no = ليس الآن

# The page of a circle
circle-page = أعضاء هذه الحلقة وإعداداتها
circle-people = الأعضاء
circle-people-lesson = العضوية والأدوار والإخراج تعمل بلا خادم. والحواسيب التي تباعدت تتفق ما إن تلتقي.
circle-me = { $name } (أنت)
circle-change = غيّر
circle-remove = أخرجه من الحلقة
circle-remove-lesson = يحتفظ { $name } بما على حاسوبه، وقد تواصل حواسيب لم يبلغها ذلك مشاركته. من بلغه ذلك لا يقبل منه جديدًا، وما يُكتب من ثمّ لا يستطيع قراءته.
circle-remove-yes = أخرجه
circle-ways = كيف تنتقل
circle-leave = غادر الحلقة
circle-leave-lesson = تحتفظ بما على هذا الحاسوب ولا يصلك جديد. ما كتبته يبقى عند الآخرين.
circle-leave-only-steward = أنت المشرف الوحيد. متى غادرت لا يستطيع أحد أن يُدخل أحدًا أو يُخرجه أو يمنح دورًا أو يقرر كيف تنتقل الحلقة؛ ويواصل الآخرون ({ $others }) القراءة والكتابة. اجعل أحدهم مشرفًا أولًا إن استطعت.
circle-leave-yes = غادرها
role-name-founder = مؤسس
role-name-steward = مشرف
role-name-facilitator = ميسّر
role-name-learner = متعلّم
role-name-reader = قارئ
role-name-carrier = ناقل
role-lesson-steward = يُدخل الناس ويخرجهم ويمنح الأدوار.
role-lesson-facilitator = يرشد، ويخفي ما لا مكان له هنا.
role-lesson-learner = يقرأ ويكتب، ويُدخل الناس إن سمحت الحلقة.
role-lesson-reader = يقرأ ولا يكتب شيئًا.
role-lesson-carrier = دور من إصدار أقدم لا يُعطى لأحد بعد الآن: لا يقرأ شيئًا. أما ما ينقل السجلات المختومة للآخرين فمُرحِّل («commonplace relay») أو ذاكرة USB.
ways-anywhere = بأي طريق
ways-relays = هنا وعبر المُرحِّلات
ways-lan = هذه الشبكة فقط
ways-usb = الذاكرات فقط
ways-anywhere-lesson = على الشبكة نفسها، وعبر المُرحِّلات أدناه، وفي عناوين سبق لقاء الأعضاء فيها.
ways-relays-lesson = على الشبكة نفسها وعبر المُرحِّلات أدناه. لا غير.
ways-lan-lesson = بين حواسيب شبكة واحدة ومُرحِّلاتها فقط: لا شيء يعبر الإنترنت، ولا شبكة VPN، ولا موجّهًا بين شبكتين في مدرسة.
ways-usb-lesson = لا عبر أي شبكة: على ذاكرة USB يحملها أحد فقط.
ways-relay-list = المُرحِّلات
ways-no-relay = لا يوجد. تتبادل الحواسيب حين تلتقي.
ways-relay-hint = عنوان مُرحِّل
ways-relay-add = أضف
ways-relay-near = يُظهر نفسه في هذه الشبكة:
relay-words = «{ $words }»
ways-relay-lease = انسخ عقد إيجاره
ways-relay-leased = نُسخ. من يشغّل المُرحِّل يبدأه به: ‎commonplace relay --allow‎ وبعده عقد الإيجار أو ملف يحويه. سلّمه كما تسلّم كلمة سر.
ways-relay-remove = أزل
ways-relay-lesson = المُرحِّل حاسوب أو جهاز صغير لكم يبقى مشغّلًا، في الغرفة أو على الإنترنت: الأمر «commonplace relay» يجعله كذلك. يحفظ نسخًا مختومة للحواسيب المطفأة ولا يستطيع قراءة أي منها. وتُظهر شاشته الكلمات الأربع نفسها التي تراها هنا.
ways-relay-dropped = لم تعد الحلقة تمر بهذه المُرحِّلات. ما أُعطي لها يبقى هناك حتى يلتقي حاسوب أحد المشرفين بكل منها:
circle-stick = على ذاكرة
circle-files = في ملفات
circle-room = المكان على هذا الحاسوب
room-lesson = حين تشغل الحلقة مكانًا أكثر مما تعطيها، يذهب أولًا ما جاء أولًا. أما ما كتبته أو أرفقته، وما تحفظه هنا، وما ليس لدى غيرك فيبقى.
room-used = تشغل { $used }، ولها ما تشاء من المكان.
room-used-of = تشغل { $used } من { $quota } أعطيتها إياها.
room-of-it = { $texts } نصوص، و{ $blobs } مرفقات يبقى منها { $staying } مهما حدث.
room-next = ما يذهب أولًا
room-with = { $count ->
    [zero] لا يُعرف أحد غيرك هو لديه
    [one] هو على جهاز آخر
    [two] هو على جهازين آخرين
    [few] هو على { $count } أجهزة أخرى
    [many] هو على { $count } جهازًا آخر
   *[other] هو على { $count } جهاز آخر
}
room-hint = مثلًا 500 MB أو 2 GB
room-set = أعطها هذا القدر
room-unlimited = بلا حد
room-advised = كما تنصح الحلقة: { $size }
room-unreadable = اكتب رقمًا ثم MB أو GB.
circle-log = ما الذي تغيّر
log-all = أظهر كل التغييرات ({ $count })
log-empty = لم يتغير شيء بعد.
circle-forked = استُعمل مفتاح { $devices } في مكانين معًا: حاسوب منسوخ، أو من يقول لكل واحد غير ما يقول لغيره.
circle-renew = غيّر مفتاح الحلقة
circle-renew-lesson = من وقع في يده المفتاح القديم لا يقرأ شيئًا مما يُكتب من الآن. أما الحاسوب الضائع أو المنسوخ فشأن آخر: ينزعه صاحبه، وذلك يغير المفتاح أيضًا. ويتغير كذلك عند كل إخراج، ومن تلقاء نفسه حين يكتب مشرف وعمره شهر.
stick-lesson = لحواسيب لا شبكة مشتركة بينها. أدخل ذاكرة USB واكتب مجلدها ودعها تدور: كل حاسوب يقرأ ما جلبه الآخرون ويضيف ما ينقصهم. كل ما عليها مختوم.
stick-hint = مجلد الذاكرة، مثلًا ‎/media/ana/STICK‎
stick-exchange = تبادل
stick-reading = تُقرأ ما جلبه الآخرون …
stick-writing = يُكتب ما قد ينقص الآخرين …
stick-read = قُرئ: { $count ->
    [0] لا جديد
    [one] تغيير جديد واحد
    [two] تغييران جديدان
    [few] { $count } تغييرات جديدة
   *[other] { $count } تغييرًا جديدًا
}
stick-written = كُتب: التغييرات { $records }، المرفقات { $blobs }
stick-done = تم. يمكنك إخراج الذاكرة حين يسمح نظامك. ما عليها لم يصل إلى أحد بعد؛ سترى هنا متى وصل.
stick-done-nothing = تم. يمكنك إخراج الذاكرة حين يسمح نظامك. الحواسيب التي مرّت بها لا ينقصها شيء مما هنا.
offer = حزمة
offer-looking = جارٍ النظر فيها …
offer-reading = جارٍ القراءة …
offer-read = اقرأها
offer-what = من «{ $circle }»: التغييرات { $records }، المرفقات { $blobs }، { $size }.
offer-lesson = لا يُذكر في هذا الملف من كتبه. كل تغيير فيه يسمّي كاتبه ويُتحقق منه عند القراءة. لم يُقرأ منه شيء بعد.

# القريبون
nearby = بالقرب منك
nearby-nobody = لا أحد بالقرب الآن. يظهر الآخرون هنا حين يكون حاسوبهم على الشبكة نفسها.
# Heading over those whom this laptop is in touch with and who are not on the same network
nearby-elsewhere = في أماكن أخرى
nearby-strangers = { $count ->
    [one] بالقرب حاسوب لا حلقة مشتركة بينكما بعد.
    [two] بالقرب حاسوبان لا حلقة مشتركة معهما بعد.
    [few] بالقرب { $count } حواسيب لا حلقة مشتركة معها بعد.
    [many] بالقرب { $count } حاسوبًا لا حلقة مشتركة معها بعد.
   *[other] بالقرب { $count } حاسوب لا حلقة مشتركة معها بعد.
}

# القائمة
write = اكتب
ask = اطرح سؤالًا
search-hint = ابحث في هذه الحلقة
search-clear = امسح البحث
search-nothing = لم يُعثر على شيء
search-lesson = جرّب كلمات أقل أو كلمات أخرى. يشمل البحث العناوين والنصوص التي على هذا الحاسوب.
search-found = { $count ->
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
search-wider = كل الحلقات
search-all = ابحث في كل الحلقات
search-all-hint = كلمات للبحث عنها
search-all-lesson = اكتب بضعة أحرف. السهمان ↑ و↓ يتنقلان بين النتائج، وEnter يفتحها.
search-nothing-lesson = لم يُعثر على شيء. جرّب كلمات أقل أو كلمات أخرى.
filter-all = الكل
filter-notes = الملاحظات
filter-questions = الأسئلة
filter-open = المفتوحة
filter-more = فرز وتصفية
filter-only = فقط
filter-unread = الجديد
filter-unread-count = الجديد ({ $count })
filter-mine = ما يخصني
filter-tags = الوسوم
questions-all = الكل
questions-unanswered = بلا جواب
sort = الترتيب
sort-newest = الأحدث أولًا
sort-oldest = الأقدم أولًا
sort-title = العنوان
sort-author = الكاتب
sort-folder = كما في مجلدها
list-empty = صفحة بيضاء
list-empty-lesson = اكتب الملاحظة الأولى، أو أفلت مجلدًا من ملفات Markdown على هذه النافذة. كل من في الحلقة يمكنه أن يضيف.
list-no-questions = لا أسئلة بعد
list-no-questions-lesson = أسرع طريق للتعلم معًا: اسأل عمّا تودّ فهمه. يكفي السؤالَ سطرٌ واحد.
list-none-open = لا شيء مفتوح
list-none-open-lesson = لكل سؤال جواب مقبول.
list-none-unanswered = لا أحد ينتظر
list-none-unanswered-lesson = لكل سؤال جواب.
list-sifted = لا شيء يطابق
list-sifted-lesson = أزل إحدى التصفيات.
row-new-by = جديد من { $name }
chosen-count = { $count ->
    [one] اختير واحد
    [two] اختير اثنان
    [few] اختيرت { $count }
    [many] اختير { $count }
   *[other] اختير { $count }
}
chosen-none = ألغِ الاختيار
act-open = افتح
act-read = علّمه مقروءًا
act-copy = انسخه بصيغة Markdown
act-save = احفظه في ملف
act-keep = أبقِ المرفقات هنا
act-take-back = اسحبه
home-library = الملاحظات والأسئلة
home-new = جديد لك
home-nothing-new = لا جديد: رأيت كل ما هنا.
home-all-new = كل الجديد ({ $count })
home-all-read = علّم الكل مقروءًا
home-unanswered = بانتظار جواب
home-asked = سُئل { $when }
home-waits = { $days ->
    [one] بلا جواب منذ يوم
    [two] بلا جواب منذ يومين
    [few] بلا جواب منذ { $days } أيام
    [many] بلا جواب منذ { $days } يومًا
   *[other] بلا جواب منذ { $days } يوم
}
home-all-unanswered = كل ما لم يُجب عنه أحد
home-begun = بُدئ ولم يُنشر
home-begun-note = ملاحظة جديدة
home-begun-edit = تعديل
home-begun-ask = سؤال
home-begun-answer = جواب
home-begun-comment = تعليق
home-only-here = على هذا الحاسوب وحده
home-only-here-lesson = ينتقل إلى الآخرين من تلقاء نفسه حالما يقترب أحدهم.
home-more = { $count ->
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $count } أخرى
    [many] و{ $count } غيرها
   *[other] و{ $count } غيرها
}
home-people = من هنا
home-here = على اتصال الآن
home-heard = آخر خبر { $when }
home-never = لا خبر بعد
home-people-more = ما الذي عند من
home-circle-more = الأعضاء والإعدادات
home-first = حلقة جديدة. بمَ تبدأ؟
home-first-others = لم يصل شيء إلى هنا بعد. ما يكتبه الآخرون يصل من تلقاء نفسه، ويمكنك أن تبدأ في هذه الأثناء.
home-first-write = اكتب الملاحظة الأولى
home-first-write-lesson = ما تعلمته اليوم بكلماتك.
home-first-bring = أدخل ما لديك من ملاحظات
home-first-bring-lesson = مجلد من ملفات Markdown مع صوره.
home-first-invite = ادعُ أحدًا
home-first-invite-lesson = من هو بجانبك، أو بأربع كلمات، أو بتذكرة. عندها يكون لما تكتبه بيت ثانٍ.
home-first-ask = اطرح السؤال الأول
home-first-ask-lesson = ماذا تودّ أن تفهم؟ يكفي سطر واحد.

# العلامات
question-open = مفتوح
question-answers = { $count ->
    [one] جواب واحد
    [two] جوابان
    [few] { $count } أجوبة
    [many] { $count } جوابًا
   *[other] { $count } جواب
}
question-accepted = مقبول
delivery-alone = على هذا الحاسوب
delivery-only-here = هنا فقط
delivery-on = على { $devices } من { $of }
delivery-brief = { $devices } من { $of }
delivery-files = النص على { $devices } من { $of }، { $count ->
    [one] والمرفق
   *[other] والمرفقات
} { $files ->
    [0] ليست على أيٍّ منها بعد
   *[other] على { $files }
}
delivery-lesson = من المعلوم أنه موجود على { $devices } من أصل { $of } من أجهزة هذه الحلقة.
delivery-lesson-files = من المعلوم أن النص موجود على { $devices } من أصل { $of } من أجهزة هذه الحلقة، أما { $count ->
    [one] مرفقه
   *[other] كل مرفقاته
} { $files ->
    [0] فليست على أيٍّ منها بعد.
   *[other] فعلى { $files }.
}
delivery-lesson-alone = لا يوجد حتى الآن إلا على هذا الحاسوب. ينتقل إلى الآخرين من تلقاء نفسه حالما يقترب أحدهم.
delivery-lesson-part = شيء مما كتبته فيه لا يوجد حتى الآن إلا على هذا الحاسوب. ينتقل إلى الآخرين من تلقاء نفسه حالما يقترب أحدهم.
delivery-lesson-nobody = أنت وحدك في هذه الحلقة حتى الآن. ادعُ شخصًا فيصبح له مكان ثانٍ.

# القراءة
edit = عدّل
comment = علّق
ask-about = اسأل عن هذا
ask-about-selection = اسأل عن المحدَّد
asked-about = أحدهم يسأل عن هذا
more = المزيد
outline = المحتويات
copy-markdown = انسخ بصيغة Markdown
copy-selection = انسخ المحدَّد بصيغة Markdown
formula-copy = انسخ الصيغة بلغة TeX
leads-here = ما يؤدي إلى هنا
note-before = قبل هذا
note-after = التالي
to-accepted = اذهب إلى الإجابة المقبولة
find = ابحث في هذه الملاحظة
find-page = ابحث في هذه الصفحة
find-hint = كلمات من هذه الصفحة
find-place = { $count ->
    [0] لم يُعثر عليها
   *[other] { $place } من { $count }
}
find-previous = الموضع السابق
find-next = الموضع التالي
versions = كيف كُتبت
versions-close = العودة إلى الملاحظة
versions-restore = أعد هذه النسخة
versions-beginning = البداية
versions-first = هكذا بدأت.
versions-unchanged = لم تتغيّر منذ كُتبت.
versions-title = عنوان جديد: «{ $title }»
versions-added = مضاف، تحته خط
versions-removed = محذوف، مشطوب
versions-same = { $count ->
    [one] سطر واحد بلا تغيير
    [two] سطران بلا تغيير
    [few] { $count } أسطر بلا تغيير
   *[other] { $count } سطرًا بلا تغيير
}
versions-same-text = بقي النص كما كان.
flag = هنا شيء خاطئ
flag-lesson = يُبلَّغ مشرفو هذه الدائرة. وإذا قال ذلك عدة أشخاص، تُخفى إلى أن ينظروا فيها.
flag-hint = ما الخطأ؟ يستطيع الجميع قراءة هذا.
flag-do = أبلغهم
flag-done = أُبلغ مشرفو هذه الدائرة. شكرًا لك.
hide = إخفاء
hide-lesson = لن يراها إلا كاتبها والمشرفون. ويمكنك إظهارها من جديد.
hide-hint = لماذا؟ يستطيع الجميع قراءة هذا.
hide-do = أخفها
show-again = إظهار من جديد
show-again-lesson = سيراها كل من في الدائرة من جديد.
show-again-do = أظهرها
take-back = سحب
take-back-lesson = تختفي هنا وعلى كل حاسوب يصله الخبر. وما نسخه أحدهم لا يمكن سحبه.
take-back-do = اسحبها
hidden-lesson = مخفية: لا يراها إلا كاتبها والمشرفون.
hidden-by = أخفاها { $name }: «{ $reason }». لا يراها إلا كاتبها والمشرفون.
hidden-flagged = مخفية حتى ينظر فيها المشرفون: يقول عدة أشخاص إن فيها خطأ. «{ $reason }»
helpful = { $count ->
    [0] مفيد
   *[other] مفيد · { $count }
}
edits = { $count ->
    [one] عُدّلت مرة
    [two] عُدّلت مرتين
    [few] عُدّلت { $count } مرات
    [many] عُدّلت { $count } مرة
   *[other] عُدّلت { $count } مرة
}
written-by = كتبها { $names }
written-by-mine = كتبها { $names } وأنت
other-title = أعطاها أحدهم عنوانًا آخر في الوقت نفسه: «{ $title }». عدّل الملاحظة لتختار واحدًا.
titles-apart = أُعطيت عدة عناوين في الوقت نفسه. اختر العنوان الذي يبقى، فيصل إلى الجميع.
title-take = خذ هذا
both-edited = غيّر { $names } هذا كلٌّ على حدة؛ والتغييران كلاهما في النص.
both-edited-mine = غيّرتَ أنت و{ $names } هذا كلٌّ على حدة؛ والتغييران كلاهما في النص.
both-edited-settle = راجعه
comments = { $count ->
    [0] لا تعليقات بعد
    [one] تعليق واحد
    [two] تعليقان
    [few] { $count } تعليقات
    [many] { $count } تعليقًا
   *[other] { $count } تعليق
}
comment-hint = اكتب تعليقًا
comment-send = أرسل
change-publish = انشر التغيير
revised = معدّلة
said-apart = غيّرها كاتبها في الوقت نفسه على جهاز آخر إلى: «{ $text }». تعديلها يحسم الأمر.
attachments = { $count ->
    [one] مرفق واحد
    [two] مرفقان
    [few] { $count } مرفقات
    [many] { $count } مرفقًا
   *[other] { $count } مرفق
}
attachment-save = احفظ
attachment-save-as = احفظ باسم…
save-as = احفظ باسم
save-as-lesson = إلى أين يذهب «{ $name }». لا يُكتب فوق أي ملف إلا إذا اخترته وأكّدت ذلك.
save-as-hint = إلى أين، مثلًا ~/Documents/cell.png
attachment-fetch = أحضره
attachment-arriving = وصل { $percent }٪ من { $size }، { $rate } في الثانية، { $peers ->
    [zero] لا أحد يرسل الآن
    [one] من حاسوب واحد
    [two] من حاسوبين
    [few] من { $peers } حواسيب
    [many] من { $peers } حاسوبًا
   *[other] من { $peers } حاسوب
}
attachment-awaited = { $percent ->
    [0] { $size }، يصل حالما يقترب من هو لديه
   *[other] وصل { $percent }٪ من { $size }، ويُستأنف حالما يقترب من هو لديه
}
attachment-absent = { $percent ->
    [0] ليس على هذا الحاسوب
   *[other] { $percent }٪ منه على هذا الحاسوب
}
attachment-with = { $more ->
    [zero] لدى { $names }
    [one] لدى { $names } وشخص آخر
    [two] لدى { $names } وشخصين آخرين
    [few] لدى { $names } و{ $more } آخرين
    [many] لدى { $names } و{ $more } آخرين
   *[other] لدى { $names } و{ $more } آخرين
}
attachment-with-nobody = لا يُعرف أحد هو لديه
attachments-pin = احفظها هنا
attachments-pinned = محفوظة هنا
attachments-pin-lesson = المرفقات المحفوظة هنا لا تُترك أبدًا لإفساح مكان.
size-b = { $amount } بايت
size-kb = { $amount } كيلوبايت
size-mb = { $amount } ميغابايت
size-gb = { $amount } غيغابايت
size-tenths = { $whole },{ $tenths }
reading-omitted = هذا النص أطول من أن يُعرض كله: { $kib } كيبيبايت أخرى لا تُعرض. صدّر الحلقة لتقرأه كاملًا.
picture-not-attached = هذه الصورة غير مرفقة بالملاحظة.
picture-on-its-way = هذه الصورة ما تزال في الطريق.
picture-elsewhere = هذه الصورة ليست على هذا الحاسوب. يمكن إحضارها من أسفل النص.
picture-too-large = هذه الصورة أكبر من أن تُعرض هنا.
picture-unknown = هذا الملف ليس صورة يمكن عرضها هنا.
picture-unreadable = تعذرت قراءة هذه الصورة.
code-elsewhere = هذه الشيفرة في ملف من ملفات الكتاب لم يُجلب معه.

# الأسئلة
same-question = { $count ->
    [0] أسأل هذا أيضًا
   *[other] أسأل هذا أيضًا · { $count }
}
about-unknown = ملاحظة ليست هنا بعد
about-note = عن «{ $title }»
answer-heading = جوابك
answer-own = أجب بنفسك إن عرفت
answer-hint = اشرحه كما كنت تحب أن تسمعه. يمكن استعمال Markdown.
answer-publish = انشر الجواب
answer-write = اكتب إجابة
answer-accept = هذا هو الجواب
answer-endorsed = مُزكّى

# إدخال الملفات
bring = أدخل ملفات
bring-lesson = ملف Markdown أو مجلد منها يصبح ملاحظات في هذه الحلقة، وتأتي صوره معه. ويمكنك أيضًا إفلاته على هذه النافذة.
bring-hint = مكانه، مثلًا ~/Documents/notes
bring-button = أدخله
bring-busy = جارٍ العمل…
outcome-all = الكل ({ $count })
outcome-refused = لم يُؤخذ
outcome-created = جديد
outcome-updated = تغيّر
outcome-attached = أُرفق
outcome-unchanged = كما هو
outcome-written = كُتب
outcome-well = سار كل شيء على ما يرام
outcome-some = { $count ->
    [one] ملف واحد لم ينجح
    [two] ملفان لم ينجحا
    [few] { $count } ملفات لم تنجح
    [many] { $count } ملفًا لم ينجح
   *[other] { $count } ملف لم ينجح
}
outcome-nothing = لم يكن هناك ما يُؤخذ.
outcome-more = { $count ->
    [one] وواحد آخر في القائمة المنسوخة
    [two] واثنان آخران في القائمة المنسوخة
    [few] و{ $count } أخرى في القائمة المنسوخة
    [many] و{ $count } غيرها في القائمة المنسوخة
   *[other] و{ $count } غيرها في القائمة المنسوخة
}
outcome-copy = انسخ القائمة
export = صدّر الحلقة
export-lesson = كل ما في هذه الحلقة على هذا الحاسوب، في مجلد من Markdown ومرفقات يفتحه أي برنامج. وما يتغير هناك يعود بإدخال المجلد.
export-hint = إلى أين، مثلًا ~/Documents/circle
export-button = اكتبه
export-done = كُتب في { $place }
attach = أرفق ملفًا
attach-lesson = يسافر الملف مع هذه الملاحظة إلى كل من في الحلقة. ويمكنك أيضًا إفلاته على هذه النافذة.
attach-hint = مكانه، مثلًا ~/Documents/chapter.pdf
attach-button = أرفقه

# Choosing files
choose-file = اختر ملفًا…
choose-files = اختر ملفات…
choose-folder = اختر مجلدًا…
choose-new-file = اختر مكانًا…
choose-none = لا يوجد في سطح المكتب هذا مربع حوار يستجيب لاختيار الملفات. اكتب المكان في الحقل بدلًا من ذلك.
taking-no-file = لا يوجد ملف في هذا المكان. لا يمكن أن يرافق المجلدُ نصًّا؛ اختر الملفات التي فيه.
taking-not-own = لا يمكن أن ترافق الملفات إلا نصًّا لك.
taking-too-large = الصورة في الحافظة كبيرة جدًا: يُقبل 16 مليون بكسل على الأكثر. احفظها في ملف ثم أرفقه.
taking-unusable = لا يمكن قراءة الصورة في الحافظة. احفظها في ملف ثم أرفقه.

# الكتابة
editor-note = ملاحظة جديدة
editor-edit = تعديل
editor-ask = سؤال جديد
editor-publish = انشر
editor-publish-question = اسأل الحلقة
editor-leave = اخرج؛ المسودة محفوظة
editor-title-hint = العنوان
editor-question-hint = سؤالك في سطر واحد
editor-tags-hint = وسوم تفصلها فواصل
editor-quote-hint = المقطع، إن كان السؤال عن مقطع
similar = لعل الجواب هنا من قبل
similar-question = سأله { $name }
similar-note = ملاحظة { $name }
editor-text-hint = يكفي الكلام العادي؛ وتصلح صيغة Markdown أيضًا
editor-question-text-hint = ماذا جرّبت، وأين يتوقف الأمر عن أن يكون مفهومًا؟
editor-preview-empty = ما تكتبه يظهر هنا كما سيقرؤه الآخرون.
editor-preview = معاينة
editor-files = تُرفق عند النشر:
editor-file-let-go = لا تُرفق { $name }
editor-files-elsewhere = لا تُرفق من هنا لأنها على حاسوبك الآخر: { $names }
format-strong = عريض
format-emphasis = مائل
format-code = شيفرة
format-link = رابط
format-heading = عنوان
format-bullets = قائمة
format-numbers = قائمة مرقّمة
format-tasks = مهام
format-quote = اقتباس
format-table = جدول
draft-kept = المسودة محفوظة
draft-keeping = تُحفظ المسودة…
draft-restored = هذه مسودتك من المرة الماضية.
draft-before = كنت قد بدأت هذا من قبل.
draft-discard = ابدأ من جديد
draft-other = بُدئت أيضًا على { $device }.
draft-other-there = بُدئت أيضًا على { $device }: أطول من أن تُنقل، فهي هناك.
draft-other-add = أضفها أسفله
draft-other-laptop = حاسوبك الآخر

# الأشخاص والنسخ
people = الأشخاص والنسخ
people-lesson = ما يُعرف أن كل جهاز يحمله. الجهاز الذي لا خبر عنه منذ مدة قد يحمل أكثر مما يُقال هنا، لا أقل.
people-known-persons = من في حلقاتك
people-safe = كل ما هنا موجود على جهاز آخر على الأقل.
people-empty = لم يُكتب شيء هنا بعد.
people-alone = { $count ->
    [one] تغيير واحد على هذا الحاسوب وحده. ادعُ أحدًا فيكون له بيت ثانٍ.
    [two] تغييران على هذا الحاسوب وحده. ادعُ أحدًا فيكون لهما بيت ثانٍ.
    [few] { $count } تغييرات على هذا الحاسوب وحده. ادعُ أحدًا فيكون لها بيت ثانٍ.
    [many] { $count } تغييرًا على هذا الحاسوب وحده. ادعُ أحدًا فيكون لها بيت ثانٍ.
   *[other] { $count } تغيير على هذا الحاسوب وحده. ادعُ أحدًا فيكون لها بيت ثانٍ.
}
people-elsewhere = لدى أجهزة أخرى تغييرات لم تصل إلى هذا الحاسوب، عددها { $count }.
people-waiting = { $count ->
    [one] تغيير واحد لا يُقرأ بعد؛ مفتاحه في الطريق.
    [two] تغييران لا يُقرآن بعد؛ مفتاحاهما في الطريق.
    [few] { $count } تغييرات لا تُقرأ بعد؛ مفاتيحها في الطريق.
    [many] { $count } تغييرًا لا تُقرأ بعد؛ مفاتيحها في الطريق.
   *[other] { $count } تغيير لا تُقرأ بعد؛ مفاتيحها في الطريق.
}
people-blobs-missing = { $count ->
    [one] مرفق واحد لم يصل بعد.
    [two] مرفقان لم يصلا بعد.
    [few] { $count } مرفقات لم تصل بعد.
    [many] { $count } مرفقًا لم تصل بعد.
   *[other] { $count } مرفق لم تصل بعد.
}
people-only-here-more = { $count ->
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $count } أخرى
    [many] و{ $count } أخرى
   *[other] و{ $count } أخرى
}
people-has-all = عنده كل شيء
people-lacks = { $count ->
    [one] ينقصه تغيير واحد
    [two] ينقصه تغييران
    [few] تنقصه { $count } تغييرات
    [many] ينقصه { $count } تغييرًا
   *[other] ينقصه { $count } تغيير
}
people-known = شوهد من قبل
people-network = ما يراه هذا الحاسوب
people-by-address = إذا لم يرَ حاسوبان أحدهما الآخر
people-by-address-lesson = أو اكتب على أحدهما عنوانًا يعرضه الآخر في آخر هذه الصفحة.
people-stranger = شخص بلا حلقة مشتركة
people-address-hint = مثلًا 192.168.1.7:4001
people-dial = جرّب هذا العنوان
people-dialled = تجري المحاولة. إن أجاب أحد ظهر في الأعلى.
people-listening = يمكن الوصول إلى هذا الحاسوب عبر
people-listening-nothing = هذا الحاسوب ليس على أي شبكة الآن.
people-safe-with = { $more ->
    [0] كل ما كتبته هنا موجود أيضًا لدى { $device }.
    [one] كل ما كتبته هنا موجود أيضًا لدى { $device } وجهاز آخر.
    [two] كل ما كتبته هنا موجود أيضًا لدى { $device } وجهازين آخرين.
    [few] كل ما كتبته هنا موجود أيضًا لدى { $device } و{ $more } أجهزة أخرى.
   *[other] كل ما كتبته هنا موجود أيضًا لدى { $device } و{ $more } جهازًا آخر.
}
people-said = آخر خبر { $when } عبر آخرين
people-relay = مُرحِّل
doctor-look = انظر ما الذي يعيق
doctor-looking = جارٍ النظر …
doctor-lesson = يستطيع هذا الحاسوب أن ينظر فيما يعيق: شبكة أخرى، أو جدار ناري، أو موجّه يفصل الحواسيب بعضها عن بعض.
doctor-next-nobody-near = انظر هل الحاسوبان في الشبكة نفسها، ثم اكتب في «{ people }» العنوان الذي يظهره الآخر هناك.
doctor-next-discovery = لكي يجدك الآخرون اختر «{ discovery-on }» في الإعدادات، في صفحة «{ settings-tab-network }».

# الإعدادات
settings = الإعدادات
settings-tab-you = أنت
settings-tab-looks = النافذة
settings-tab-network = الشبكة
settings-tab-trouble = المشكلات
profile-seen = يراك الآخرون بهذا الاسم، ويرون هذا الحاسوب باسم «{ $device }».
profile-fingerprint = كلماتك الأربع للمقارنة بالعين: { $words }
profile-devices = { $count ->
    [one] هذا الحاسوب جهازك الوحيد.
    [two] لديك جهازان.
    [few] لديك { $count } أجهزة.
   *[other] لديك { $count } جهازًا.
}
settings-name = الاسم
settings-rename = غيّر
settings-paper = المظهر
settings-language = اللغة
settings-home = المجلد
settings-home-lesson = كل ما يخصك في هذا المجلد: مفاتيحك وملاحظاتك وملاحظات حلقاتك.
settings-backup = نسخة احتياطية
settings-discovery = إيجاد الآخرين على هذه الشبكة
backup-lesson = ملف واحد فيه كل حلقاتك وملاحظاتك ومرفقاتك، مختوم بعبارة مرور؛ تستطيع برامج أخرى لملفات age فتحه. مفاتيحك ليست فيه: تحتاج معه إلى كلمات الاسترجاع.
backup-place = إلى أين، مثلًا ‎/media/ana/STICK/ana.age‎
backup-passphrase = عبارة مرور هذا الملف
backup-passphrase-lesson = دوّنها: لا أحد يستطيع فتح الملف من دونها.
backup-write = اكتب النسخة
backup-writing = جارٍ الكتابة والفحص …
backup-made = كُتبت النسخة وأُعيدت قراءتها: التغييرات { $records }، المرفقات { $blobs }.
discovery-on = مفعّل
discovery-quiet = صامت
discovery-off = معطّل
discovery-on-lesson = يقول هذا الحاسوب إنه موجود، باسم يبقى نفسه على كل شبكة: فمن يصغي هناك يستطيع أن يتعرّف عليه. وهو يرى الآخرين.
discovery-quiet-lesson = يسمع ولا يقول شيئًا. حاسوبان صامتان لا يجد أحدهما الآخر.
discovery-off-lesson = لا يسمع ولا يقول؛ استعمل تذاكر فيها عناوين.
settings-devices = أجهزتك
settings-words = كلمات الاسترجاع
settings-seal = عبارة المرور

# Recovery words
words-lesson = 24 كلمة على الورق تعيدك إن ضاع هذا الحاسوب أو تعطل ولا حاسوب لك غيره.
words-unseen = لم تكتبها بعد.
words-shown = رأيتها، لكن ورقتك لم تُفحص.
words-checked = كُتبت وفُحصت.
words-show = أظهر الكلمات
words-check = افحص ورقتي
words-keep = اكتبها على ورقة بهذا الترتيب واحفظها حيث لا ينظر أحد: من كانت معه هذه الكلمات فهو أنت. لا تصوّرها.
words-fingerprint = بعد العودة قارن: { $words }
words-close = أخفِها
words-which = ماذا تقول ورقتك؟
words-number = الكلمة { $place }

# Passphrase
seal-lesson = بعبارة مرور لا يستطيع من يجد هذا الحاسوب أن يتكلم باسمك. تكتبها كلما بدأ البرنامج.
seal-open = لا عبارة مرور: من يستطيع استعمال هذا الحاسوب يستطيع أن يكون أنت.
seal-sealed = مفاتيحك مختومة.
seal-set = ضع عبارة مرور
seal-change = غيّر أو أزل
seal-remove = أزلها
seal-old = عبارة المرور الحالية
seal-new = عبارة مرور جديدة
seal-again = عبارة المرور نفسها مرة أخرى
seal-differ = العبارتان مختلفتان.
seal-busy = جارٍ الختم …

# Devices
devices-lesson = كل حاسوب لك جهاز قائم بذاته. إن ضاع أحدها فانزعه هنا: من ثمّ لا يقرأ جديدًا ولا يُقبل ما يكتبه.
devices-this = هذا الحاسوب
devices-revoked = نُزع
devices-wrote = كتب { $when }
devices-silent = لم يكتب شيئًا بعد
devices-forked = استُعمل مفتاحه في مكانين معًا، كما في مجلد منسوخ.
devices-revoke = انزع
devices-revoke-lesson = لن يقرأ «{ $device }» شيئًا مما يُكتب من الآن، ولن يُقبل ما يكتبه. ما عليه يبقى عليه. لا رجوع في ذلك.
devices-revoke-yes = انزعه
devices-revoked-told = «{ $device }» { $count ->
    [0] نُزع.
    [one] نُزع من حلقة واحدة.
    [two] نُزع من حلقتين.
    [few] نُزع من { $count } حلقات.
   *[other] نُزع من { $count } حلقة.
}
devices-revoked-waiting = وسيُنزع من { $circles } ما إن يلتقي هذا الحاسوب بأحد من هناك.
devices-link = اربط حاسوبًا جديدًا
devices-become = هذا حاسوبي الجديد
devices-link-lesson = على الحاسوب الذي استعملته حتى الآن اضغط الزر الأول، وعلى الجديد الثاني. يُظهر كلاهما الكلمات الأربع نفسها. يجب ألا يكون الجديد في أي حلقة بعد.
devices-link-sealed = يُعطى الحاسوب الجديد المفتاح الذي تمثله كلمات الاسترداد. اكتب عبارة المرور التي تختمه هنا.
devices-renew-lesson = نُزع هذا الحاسوب من أجهزتك: يقرأ ما عنده ولا يكتب بعد. ألم تفعل أنت ذلك؟ إذن عند غيرك المفتاح الذي تمثله كلمات الاسترداد. اجعل هذا الحاسوب جهازًا جديدًا وانزع جهازه.
devices-renew = لم أفعل: اجعله جهازًا جديدًا
devices-renew-sealed = المفتاح الذي تمثله كلمات الاسترداد يجعل هذا الحاسوب جهازًا جديدًا. اكتب عبارة المرور التي تختمه هنا.
devices-handed-over = سُلّمت مفاتيحك إلى «{ $node }» { $when }، ولم يظهر منذ ذلك حاسوبًا لك. إن لم يكن لك فهي عند غيرك: انزع ما يظهر هنا ولا تعرفه.
devices-linked = تم الربط. تصل حلقاتك من تلقاء نفسها.
devices-link-code = بأربع كلمات بدلًا من ذلك
devices-become-lesson = اضغط «{ devices-link }» على الحاسوب الذي استعملته حتى الآن. ثم اختره هنا من الكلمتين اللتين يُظهرهما.
devices-ask = هذا لي
devices-code-lesson = أو اكتب الكلمات الأربع التي يُظهرها.
devices-say = اربط
paper-system = كما في النظام
paper-light = فاتح
paper-dark = داكن
paper-contrast-light = تباين عالٍ، فاتح
paper-contrast-dark = تباين عالٍ، داكن
paper-lesson = يسري على جميع حواسيبك.
settings-size = حجم النص
size-smaller = أصغر
size-larger = أكبر
size-usual = كالمعتاد
size-percent = { $percent } %
size-lesson = يكبر كل شيء مع النص، على هذا الحاسوب وحده. وبالمفاتيح: Ctrl + وCtrl − وCtrl 0.
settings-notices = أثناء عملك في نافذة أخرى
notices-mine = أخبرني بما يخصني
notices-mine-lesson = جواب عن سؤال لك، أو لقاء لحلقة لك، أو من يود التعلّم معك، أو من يطلب الدخول، أو حلقة أدخلتك.
notices-all = أخبرني بكل جديد
notices-all-lesson = أسئلة الآخرين أيضًا، ومن دخل حلقة.
notices-none = لا تخبرني بشيء
notices-none-lesson = الجديد معلَّم هنا وينتظرك.
notices-lesson = يقول الإشعار إن هناك جديدًا، ولا يقول ما هو ولا يسمّي أحدًا: فقد يرى الشاشة غيرك.
notice-knock = شخص قريب يطلب الدخول.
notice-let-in = أدخلتك حلقة.
notice-answered = لسؤال لك جواب جديد.
notice-asked = سأل أحدهم سؤالًا.
notice-joined = دخل أحدهم إحدى حلقاتك.
settings-lasting = الرسائل القصيرة
lasting-no = تزول من نفسها
lasting-no-lesson = بعد خمس ثوانٍ.
lasting-yes = تبقى حتى أغلقها
lasting-yes-lesson = لمن يقرأ على مهل أو ينظر إلى مكان آخر.
settings-scripts = حروف اللغات الأخرى
scripts-all = تُعرض الصينية واليابانية والكورية بخطوط هذا النظام.
scripts-missing = ليس في هذا النظام حروف { $scripts }، وفي مكانها مربعات. ثبّت الحزمة fonts-noto-cjk (Debian وUbuntu) أو google-noto-sans-cjk-fonts (Fedora) أو noto-fonts-cjk (Arch)، ثم افتح Commonplace من جديد.
script-chinese = الصينية
script-japanese = اليابانية
script-korean = الكورية
trouble-doctor = ما الذي يعيق
trouble-nothing = لا شيء يعيق، في حدود ما يراه هذا الحاسوب.
trouble-log = ما رواه البرنامج
trouble-log-lesson = آخر الأسطر منذ فتحه. لا تسمّي شخصًا ولا ملاحظة، وتبقى على هذا الحاسوب ما لم تعطها غيرك.
trouble-log-empty = لا شيء حتى الآن، وهذه علامة حسنة.
trouble-copy = انسخه كله
trouble-save = احفظه في ملف
trouble-again = اقرأ من جديد

# الروابط
link = رابط إلى الخارج
link-lesson = لا يفتح Commonplace شيئًا من تلقاء نفسه. انسخ الرابط إن كنت تثق بوجهته.
link-host = يؤدي إلى
link-whole = الرابط كاملًا
link-copy = انسخ الرابط
link-refused = لا يؤدي هذا الرابط إلى شيء يمكن عرضه: لا تُعرض إلا صفحات الويب وعناوين البريد.

# سطر الحالة
status-no-internet = لا إنترنت. لا بأس.
status-nobody = لا أحد بالقرب. لا بأس.
status-nearby = على اتصال مع { $names }
status-nearby-more = على اتصال مع { $names } و{ $more } غيرهم
status-only-here = { $count ->
    [one] تغيير واحد على هذا الحاسوب وحده حتى الآن
    [two] تغييران على هذا الحاسوب وحده حتى الآن
    [few] { $count } تغييرات على هذا الحاسوب وحده حتى الآن
    [many] { $count } تغييرًا على هذا الحاسوب وحده حتى الآن
   *[other] { $count } تغيير على هذا الحاسوب وحده حتى الآن
}
status-only-here-lesson = لو ضاع هذا الحاسوب الآن لضاعت معه. تنتقل إلى الآخرين من تلقاء نفسها حالما يقترب أحدهم.
status-safe = كل شيء موجود على جهاز آخر أيضًا
status-safe-lesson = من المعلوم أن كل تغيير لك موجود على جهاز آخر واحد على الأقل.
status-receiving = يصل الآن: { $received }
status-receiving-of = يصل الآن: { $received } من { $expected }
toast-copied = نُسخ
toast-copied-items = { $count ->
    [one] نُسخ بصيغة Markdown
    [two] نُسخ اثنان بصيغة Markdown
    [few] نُسخت { $count } بصيغة Markdown
    [many] نُسخ { $count } بصيغة Markdown
   *[other] نُسخ { $count } بصيغة Markdown
}
toast-read = { $count ->
    [one] عُلّم مقروءًا
    [two] عُلّم اثنان مقروءين
    [few] عُلّمت { $count } مقروءة
    [many] عُلّم { $count } مقروءًا
   *[other] عُلّم { $count } مقروءًا
}
toast-kept = { $count ->
    [one] تبقى مرفقاته على هذا الحاسوب
    [two] تبقى مرفقات الاثنين على هذا الحاسوب
    [few] تبقى مرفقات { $count } على هذا الحاسوب
    [many] تبقى مرفقات { $count } على هذا الحاسوب
   *[other] تبقى مرفقات { $count } على هذا الحاسوب
}
toast-taking-back = { $count ->
    [one] يُسحب «{ $title }». لم يُخبَر أحد بعد.
    [two] يُسحب اثنان. لم يُخبَر أحد بعد.
    [few] تُسحب { $count }. لم يُخبَر أحد بعد.
    [many] يُسحب { $count }. لم يُخبَر أحد بعد.
   *[other] يُسحب { $count }. لم يُخبَر أحد بعد.
}
toast-took-back = { $count ->
    [one] سُحب. النسخ التي أخذها آخرون إلى مكان آخر لا تُسترد.
    [two] سُحب اثنان. النسخ التي أخذها آخرون إلى مكان آخر لا تُسترد.
    [few] سُحبت { $count }. النسخ التي أخذها آخرون إلى مكان آخر لا تُسترد.
    [many] سُحب { $count }. النسخ التي أخذها آخرون إلى مكان آخر لا تُسترد.
   *[other] سُحب { $count }. النسخ التي أخذها آخرون إلى مكان آخر لا تُسترد.
}
toast-saved-items = { $count ->
    [one] حُفظ في { $place }
    [two] حُفظ اثنان في { $place }
    [few] حُفظت { $count } في { $place }
    [many] حُفظ { $count } في { $place }
   *[other] حُفظ { $count } في { $place }
}
toast-saved = حُفظ في { $place }
toast-joined = أنت الآن في «{ $circle }»
toast-attached = { $count ->
    [one] أُرفق ملف واحد
    [two] أُرفق ملفان
    [few] أُرفقت { $count } ملفات
    [many] أُرفق { $count } ملفًا
   *[other] أُرفق { $count } ملف
}
toast-not-kept = تعذّر حفظ ما كتبته. { $why } أغلق النافذة مرة أخرى للتخلي عنه.
toast-no-such-note = لا توجد هنا ملاحظة باسم «{ $name }»
toast-no-such-file = يقود هذا إلى «{ $name }»، ولم يُجلب معه
# ما لم ينجح، حيث تذكر الجملة العامة أمرًا يُكتب
trouble-not-awaited = ذلك الحاسوب لا ينتظر جهازًا جديدًا. اضغط فيه، في الإعدادات، «{ devices-link }» ثم حاول مرة أخرى.
trouble-several-nearby = عدة حواسيب قريبة ({ $nodes }). اختر الذي تقصده، أو اربط بأربع كلمات.
trouble-several-ask = عدة حواسيب تطلب ({ $nodes }). اربط بأربع كلمات: لا يستعملها إلا حاسوب واحد.
trouble-no-network = هذا يحتاج إلى الشبكة، وهي لا تعمل. أغلق هذه النافذة وافتحها من جديد.
trouble-lived-in = هذا الحاسوب في حلقات من قبل، فيبقى لصاحبه. لا يصير جهازًا لشخص آخر إلا حاسوب بلا حلقات.
trouble-copied = هذا المجلد نسخة من مجلد حاسوب آخر، وليس فيه المفتاح الذي يجعله جهازًا قائمًا بنفسه. ابدأ في مجلد جديد وعُد بكلمات الاسترجاع.
trouble-home-exists = يسكن أحدٌ هذا المجلد من قبل. أغلق هذه النافذة وافتحها من جديد.
trouble-wrong-word = الكلمة { $place } كلمة أخرى. انظر في ورقتك ثانية، أو اضغط «{ cancel }» وانظر إلى الكلمات.
trouble-backup-without-keys = ليس في هذه النسخة مفاتيح، فكلمات الاسترجاع الأربع والعشرون لازمة أيضًا.
trouble-not-a-bundle = { $file } ليس ملفًا كتبه Commonplace لذاكرة. اطلب أن يُكتب من جديد هناك.
trouble-bundle-foreign = { $file } لحلقة لست فيها. اطلب تذكرة من أحد أعضائها أولًا، ثم اقرأ الذاكرة من جديد.
trouble-store = لم يقبله القرص. لم يضع شيء مما حُفظ؛ أغلق هذه النافذة وافتحها من جديد.
trouble-device-revoked = سحب صاحبه اعتماد هذا الجهاز، فلا يُكتب عليه شيء؛ وما فيه يُقرأ. إن لم تفعل ذلك أنت فاجعله جهازًا جديدًا لك من الإعدادات.
trouble-too-many-devices = لديك { $count } أجهزة، وهو أقصى ما تقبله حلقة ({ $devices }). اسحب من الإعدادات جهازًا لم تعد تستعمله ثم أعد المحاولة.

# المفاتيح
keys = المفاتيح
keys-everywhere = في كل مكان
keys-list = في القائمة
keys-reading = أثناء القراءة
keys-writing = أثناء الكتابة
key-palette = كل شيء باسمه
key-write = كتابة ملاحظة
key-ask = طرح سؤال، عن الملاحظة المفتوحة إن وُجدت
key-search = البحث في هذه الحلقة
key-search-all = البحث في كل الحلقات
key-rows = التنقل في القائمة
key-extend = اختيار سطر آخر
key-choose = اختيار كل الأسطر؛ هذا السطر أو تركه
key-menu = ما يمكن فعله بالصف أو بما هو مفتوح أو بالإجابة أو التعليق الذي عليه التركيز
key-open = فتح السطر
key-page = صفحة إلى الأسفل أو الأعلى
key-ends = إلى البداية أو النهاية
key-edit = تعديل الملاحظة المفتوحة أو الإجابة عن السؤال المفتوح
key-publish = نشر ما تكتبه
key-undo = التراجع عمّا كتبته أو إعادته؛ وإبقاء ما يُسحب
key-find = ابحث عن كلمات في الملاحظة أو السؤال المفتوح؛ وفي غيرهما ابحث في الحلقة
key-outline = محتويات الملاحظة المفتوحة
key-copy-markdown = انسخ المحدَّد أو المفتوح بصيغة Markdown
key-history = كيف كُتبت الملاحظة المفتوحة
key-paste = في المحرّر: لصق كلمات أو صورة أو ملفات منسوخة
key-field = قص ونسخ ولصق وتحديد الكل
key-format = حيث تكتب: عريض، مائل، رابط، شيفرة، عنوان، قائمة، مهام
key-bring = إدخال ملفات، أو إرفاق ملف بملاحظتك المفتوحة
key-back = رجوع أو إغلاق
key-focus = الزر التالي أو السابق
key-circles = كل الحلقات
key-circle-home = الجديد في الحلقة
key-people = الأشخاص والنسخ
key-invite = دعوة شخص
key-circle = أعضاء الحلقة وإعداداتها
key-paper = فاتح أو داكن
key-size = كل شيء أكبر أو أصغر أو كالمعتاد
key-settings = الإعدادات
key-sheet = هذه الورقة
palette = ماذا تودّ أن تفعل؟
palette-hint = اكتب كلمة: فعلًا أو حلقة أو شخصًا أو ملاحظة
palette-nothing = لا شيء بهذا الاسم.
palette-circle = حلقة
palette-person = من حلقة { $circle }
palette-found = بدء حلقة جديدة
palette-join = دخول حلقة
palette-export = تصدير الحلقة
palette-stick = التبادل على ذاكرة USB
palette-all-read = تعليم كل ما في الحلقة مقروءًا
palette-unread = عرض الجديد
palette-unanswered = عرض الأسئلة التي لم يُجب عنها أحد
palette-doctor = النظر لماذا لا ترى الحواسيب بعضها
palette-settings = الإعدادات: { $page }

# كلمات أخرى تُوجد بها الأوامر
also-key-write = جديد أنشئ أضف صفحة ملاحظة نص new note write { write }
also-key-ask = سؤال جديد مساعدة question ask { ask }
also-key-edit = غيّر صحّح عدّل أجب رد edit
also-key-find = بحث كلمات الصفحة find
also-key-outline = فهرس عناوين أقسام contents
also-key-copy-markdown = حافظة انسخ شارك copy
also-key-history = نسخ سابقة تاريخ تغييرات استرجاع history versions
also-key-search = بحث جد تصفية search find
also-key-search-all = بحث كل مكان search
also-key-circle-home = بداية ملخص اليوم home
also-key-bring = استيراد أدخل افتح ملف مجلد أضف أرفق حمّل صورة import open file add folder { bring }
also-key-invite = شارك تذكرة عضو أضف شخص رمز دعوة invite share QR { invite }
also-key-circle = أعضاء أدوار مُرحِّل غادر إخراج ذاكرة USB members relay leave { circle-page }
also-key-circles = مجموعات بداية groups home
also-key-people = أعضاء أجهزة مزامنة نسخ أين آمن اتصال شبكة عنوان devices sync people
also-key-settings = تفضيلات خيارات settings preferences
also-key-paper = داكن ليل مظلم مظهر فاتح نهار dark night theme
also-key-sheet = مساعدة اختصارات لوحة المفاتيح help shortcuts
also-palette-found = أنشئ أضف مجموعة صف new circle group { found }
also-palette-join = دخول تذكرة دعوة رمز قريب join ticket QR { join }
also-palette-export = تصدير احفظ اكتب نسخة نزّل ملفات مجلد export save
also-palette-stick = فلاشة قرص حمل حزمة بلا شبكة stick exchange { circle-stick }
also-palette-all-read = مقروء مسح إشعارات read
also-palette-unread = أخبار جديد غير مقروء news unread
also-palette-unanswered = أسئلة مفتوحة مساعدة open
also-palette-doctor = اتصال مشكلة شبكة Wi-Fi جدار ناري مساعدة connection trouble doctor { doctor-look }
also-settings-tab-you = إعدادات اسم كلمة سر استعادة أجهزة نسخة حساب name backup
also-settings-tab-looks = إعدادات لغة مظهر داكن ليل حجم خط تكبير إشعارات language dark size font
also-settings-tab-network = إعدادات اكتشاف ظاهر مخفي صامت Wi-Fi network
also-settings-tab-trouble = إعدادات سجل تشخيص خطأ دعم log error

# الأوقات
time-now = الآن
time-minutes = { $count ->
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
}
time-hours = { $count ->
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
}
time-days = { $count ->
    [one] أمس
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
time-date = { $day } { $month } { $year }
time-brief-now = الآن
time-brief-minutes = { $count } د
time-brief-hours = { $count } س
time-brief-days = { $count } ي
time-brief-date = { $day } { $month }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

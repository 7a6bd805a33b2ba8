# المهارات، وشخصان يتعلّمان معًا.

# الأخطاء، وما لا يحق لأحد أن يفعله.
what-skill = مهارة
what-skills = قائمة المهارات
what-offers = قائمة ما يمكنك أن تساعد فيه
what-needs = قائمة ما تحتاج إلى مساعدة فيه
what-pairs-at-once = عدد الثنائيات في وقت واحد
what-level = مستوى
what-free-time = جزء من الأسبوع
what-languages = قائمة اللغات
what-people-passed = قائمة من لا تريد أن يُقترحوا عليك
what-rounds = عدد مرات البدء من جديد
may-not-pair-with-oneself = لا يمكنك أن تكوّن ثنائيًا مع نفسك.
may-not-pair-with-a-reader = القارئ لا يكتب شيئًا في هذه الحلقة، فلا يمكنه أن يقول نعم.

# إلى أي مدى وصل أحد.
skill-level-1 = فكرة أولى
skill-level-2 = الأساسيات
skill-level-3 = معرفة راسخة
skill-level-4 = قدرة على التعليم
skill-level = { $level } من 4، { $words }
skill-apart = كتبت حواسيبك كلٌّ على حدة: تبقى كل المهارات حتى تحفظها مرة أخرى.

# أجزاء الأسبوع.
free-morning = صباح { $weekday }
free-afternoon = بعد ظهر { $weekday }
free-evening = مساء { $weekday }

# لماذا قد يتعلّم شخصان معًا.
pair-and = {"، "}
pair-you-and = أنت و{ $name }
pair-both = { $one } و{ $name }
pair-gets = تحتاج إلى مساعدة في { $skill }؛ مستوى { $name }: { $level }
pair-gives = مطلوب لـ{ $name }: مساعدة في { $skill }؛ مستواك: { $level }
pair-free = وقت فراغكما المشترك: { $when }
pair-speak = لغة مشتركة: { $languages }
pair-before = سبق أن تعلّمتما معًا: أنت و{ $name }

# إلى أي مدى وصل شخصان.
pair-state-together = تتعلّمان معًا منذ { $when }.
pair-state-asked = ‏{ $name }: رغبة في التعلّم معك، منذ { $when }.
pair-state-waiting = سُجّلت موافقتك في { $when }، بانتظار { $name }.
pair-state-ended = انتهى هذا الثنائي في { $when }.
pair-state-later = لن يُقترح لأسبوعين. لا يعلم ذلك إلا حواسيبك.
pair-state-never = لن يُقترح بعد الآن. لا يعلم ذلك إلا حواسيبك.
pair-state-open = لم يُقل شيء بينكما.
pair-short-together = معًا
pair-short-asked = بانتظار جوابك
pair-short-waiting = بانتظار الرد
pair-short-ended = انتهى
pair-short-later = ليس الآن
pair-short-never = لا يُقترح
pair-short-open = مفتوح

# سطر الأوامر.
cli-col-offers = يمكن المساعدة في
cli-col-needs = يُحتاج إلى مساعدة في
cli-col-free = الفراغ
cli-col-speaks = اللغات
cli-col-pairs = ثنائيات في وقت واحد
cli-col-over = حول
cli-col-since = منذ

# في النافذة وعلى الصفحات.
pairs = التعلّم في ثنائيات
pairs-all = كل الثنائيات ومهاراتك
pairs-might = قد تتعلّمان معًا:
pairs-first = اذكر شيئًا يمكنك أن تساعد فيه وشيئًا تحتاج إلى مساعدة فيه: عندها ترى من يناسبك.
pairs-none-fit = لا أحد يناسب بعد. من يذكر مهارة تناسب مهاراتك يظهر هنا.
pairs-busy = تتعلّم مع العدد الذي ذكرته. تراجَع عن موافقة أو زِد العدد، فيظهر آخرون هنا من جديد.
pairs-ended = انتهت
skill-read = يمكن لكل من في هذه الحلقة أن يقرأ هذا.
pair-seen = ترى الحلقة قبولك.
pairs-people = ما يمكن للناس أن يساعدوا فيه
pairs-others = من يتعلّم معًا أيضًا
pairs-set-aside = من لا يُقترح عليك
pair-accept = قبول
pair-another = عرض شخص آخر
pair-later = ليس الآن
pair-never = عدم الاقتراح بعد الآن
pair-again = الاقتراح مجددًا
pair-rather-not = أفضّل ألّا
pair-take-back = تراجُع
pair-end = إنهاء
pair-end-lesson = يصل إلى { $name } خبر انتهاء الثنائي من دون سبب. ما كتبتماه معًا يبقى.
pair-end-surely = إنهاء الثنائي
pair-keep = الاستمرار معًا
skill-mine = مهاراتك
skill-offers = ما يمكنني أن أساعد فيه، وإلى أي مدى وصلت
skill-needs = ما أحتاج إلى مساعدة فيه، وإلى أي مدى أريد أن أصل
skill-hint = مهارة في سطر
skill-more = مهارة أخرى
skill-remove = إزالة هذه
skill-free = أوقات فراغي
skill-capacity = مع كم شخصًا في وقت واحد
skill-nobody = لا أحد الآن
skill-languages = اللغات التي أتكلمها
skill-save = حفظ
skill-discard = تركها كما كانت
skill-unsaved = لم تُحفظ بعد؛ محفوظة على هذا الحاسوب.
skill-can-help = يمكن المساعدة في: { $said }
skill-wants-help = يُحتاج إلى مساعدة في: { $said }
skill-name = { $skill }
skill-has = { $skill } ({ $words })
skill-goal = { $skill } (الهدف: { $words })
skill-is-free = أوقات الفراغ: { $said }
free-part-morning = صباحًا
free-part-afternoon = بعد الظهر
free-part-evening = مساءً
home-begun-skills = مهاراتك
also-pairs = شريك زميل مرشد مهارات مساعدة تبادل
notice-pair-asked = هناك من يود أن يتعلّم معك.
notice-paired = جاءت الموافقة الثانية: تتعلّمان معًا.
pairs-might-head = قد تتعلّمان معًا
read-skill-hint = مهارة في كل سطر، وبعد نقطتين إلى أي مدى وصلت أو تريد أن تصل، مثل «التناضح: 3». 1 فكرة أولى، 2 الأساسيات، 3 معرفة راسخة، 4 قدرة على التعليم.
read-said-skilled = حُفظت مهاراتك
read-said-paired = كُتبت موافقتك
read-said-pair-ended = انتهى الثنائي
read-said-passed = سُجّل ذلك على حواسيبك

# العرض.
cli-demo-suggested = يظهر له من قد يتعلّم معه: { $name }. { $why }
cli-demo-paired = يتعلّم من الآن مع { $name }: { $skills }

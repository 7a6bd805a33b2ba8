# صفحات لمتصفح مع قارئ شاشة (`commonplace read`). جمل قصيرة: تُسمع ولا تُرى.

read-skip = انتقل إلى النص
read-nav = هذه الحلقة
read-home = البداية
read-write = اكتب ملاحظة
read-search = ابحث
read-foot = هذه الصفحات على هذا الحاسوب ولك وحدك. تنتهي حين ينتهي البرنامج الذي يعرضها.

# The home of a circle
read-new-for-you = جديد لك
read-nothing-new = رأيت كل شيء.
read-more-new = { $count ->
    [one] هناك جديد واحد آخر.
    [two] هناك جديدان آخران.
    [few] هناك { $count } أخرى جديدة.
   *[other] هناك { $count } أخرى جديدة.
}
read-mark-all = رأيت كل شيء
read-open-questions = أسئلة مفتوحة
read-more-open = كل الأسئلة المفتوحة: { $count }
read-latest = أحدث الملاحظات
read-all-notes = كل الملاحظات
read-no-notes = لا توجد ملاحظات هنا بعد.
read-only-reading = يمكنك القراءة هنا. لا يمكنك الكتابة في هذه الحلقة.

# Lists
# Between the parts of a line
read-comma = ،
read-notes-tagged = ملاحظات بوسم «{ $tag }»
read-all-questions = كل الأسئلة
read-only-open = الأسئلة المفتوحة فقط
read-new = جديد
read-hidden = مخفي
read-hidden-lesson = هذا مخفي: لا يراه إلا كاتبه والمشرفون.
read-tags = وسوم
read-part = صفحة { $number } من { $of }
read-parts = صفحات هذه القائمة
read-newer = الأحدث
read-older = الأقدم
read-kind-note = ملاحظة
read-kind-question = سؤال
read-found-title = بحث: { $query }
read-search-how = اكتب كلمات في الحقل أعلاه. يجري البحث في العناوين والنصوص.

# Reading
read-asked-by = سؤال من { $name }
read-acts = ما يمكنك فعله
read-ask-about = اسأل عن هذه الملاحظة
read-questions-about = أسئلة عن هذه الملاحظة
read-no-questions-about = لم يسأل أحد عنها بعد.
read-comment-on = علّق
read-comment = تعليقك
read-comment-changed = تعليقك بعد التعديل
read-answers = { $count ->
    [0] لا إجابات بعد
    [one] إجابة واحدة
    [two] إجابتان
    [few] { $count } إجابات
   *[other] { $count } إجابة
}
read-answer-by = إجابة من { $name }
read-accepted = مقبولة
read-newer-parts = { $count ->
    [one] جزء واحد يحتاج إلى إصدار أحدث.
    [two] جزءان يحتاجان إلى إصدار أحدث.
    [few] { $count } أجزاء تحتاج إلى إصدار أحدث.
   *[other] { $count } جزءًا يحتاج إلى إصدار أحدث.
}
read-table = جدول
read-done = تم
read-undone = لم يتم
read-picture-unnamed = صورة بلا وصف: { $name }
read-no-link = بلا رابط

# Writing
read-title = العنوان
read-title-hint = إن تركته فارغًا أُخذ السطر الأول من النص.
read-text = النص
read-tags-hint = تفصل بينها فواصل.
read-quote-hint = انسخه من الملاحظة إن كنت تقصد مقطعًا منها.
read-question-text = تفاصيل أكثر
read-answer-text = نص إجابتك
read-answer-changed = إجابتك بعد التعديل
read-keep = احفظ لوقت لاحق
read-editing = تغيير «{ $title }»
read-back-to-note = عُد إلى الملاحظة بلا تغيير
read-as-it-stands = الملاحظة كما هي الآن
read-draft-elsewhere = ما في مسودتك الآن: كُتب شيء في مكان آخر أثناء ذلك

# What was done
read-said-answered = نُشرت إجابتك.
read-said-commented = نُشر تعليقك.
read-said-noted = نُشرت ملاحظتك.
read-said-changed = نُشر تغييرك.
read-said-unchanged = لم يتغير شيء.
read-said-asked = نُشر سؤالك.
read-said-voted = احتُسب صوتك.
read-said-unvoted = سُحب صوتك.
read-said-accepted = قُبلت الإجابة.
read-said-read = لم يعد هناك جديد.
read-said-kept = حُفظت مسودتك.
read-said-discarded = حُذفت المسودة.
read-said-fetching = سيصل المرفق حالما يقترب من هو عنده.

# What did not go
read-title-refused = لم يُنشر
read-refused = لم يُنشر. ما كتبته ما زال هنا.
read-overtaken = غيّر أحدهم هذه الملاحظة منذ فتحتها. قارن نصك بالملاحظة كما هي الآن، ثم انشر مرة أخرى.
read-not-here = ليست هنا
read-not-here-lesson = لا توجد صفحة كهذه في هذه الحلقة. ربما سُحبت.
read-not-here-yet = ليس هنا بعد
read-failed = هذا لا يعمل الآن
read-node-gone = أُغلق Commonplace. شغّله من جديد وافتح العنوان الجديد.
read-back-home = إلى بداية الحلقة
read-stale = هذه الصفحة من تشغيل سابق
read-stale-lesson = لم يُنشر شيء. افتح آخر عنوان طبعه البرنامج. ما كتبته في الأسفل: انسخه أولًا.
read-typed = ما كتبته

# Who is not let in
read-entered = لقد دخلت
read-enter = إلى بداية الحلقة
read-stranger = افتح العنوان كاملًا
read-stranger-lesson = لا تُفتح هذه الصفحات إلا بالعنوان الكامل الذي طبعه «commonplace read» عند بدئه.
read-foreign = جاء هذا من صفحة أخرى
read-foreign-lesson = لم يُفعل شيء: النموذج لم يأتِ من صفحة من Commonplace.
read-elsewhere = عنوان آخر
read-elsewhere-lesson = افتح العنوان تمامًا كما طبعه «commonplace read».
read-no-form = غير مفهوم
read-no-form-lesson = أرسل المتصفح شيئًا ليس نموذجًا من هذه الصفحات. لم يُفعل شيء.
read-too-much = طويل جدًا
read-too-much-lesson = لم يُنشر شيء لأن النص طويل جدًا. ارجع واختصره.
read-too-slow = بطيء جدًا
read-too-slow-lesson = لم يُنشر شيء لأن النص لم يصل كاملًا. ارجع وأرسله مرة أخرى.

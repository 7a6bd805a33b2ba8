# البطاقات: وجه يسأل، وظهر يجيب، ومتى تعود كل واحدة.

# الأخطاء، وما لا يحق لأحد فعله.
what-front = الوجه
what-back = الظهر
may-not-change-card = لا يغيّر البطاقة إلا من صنعها والميسّرون والمشرفون؛ يمكنك التعليق عليها بدلًا من ذلك.

# سطر الأوامر.
cli-col-due = موعدها
cli-col-reviews = مراجعات
cli-kind-card = بطاقة

# ما هي البطاقة ومتى تأتي.
card-made-by = صنعها { $name }
card-changed-by = غيّرها { $name }
card-also = غيّرها { $name } أيضًا: { $said }
card-new = جديدة
card-due-now = حان موعدها
card-due = موعدها { $when }
card-source = من «{ $title }»
card-source-changed = من «{ $title }»، ولم تعد هذه الكلمات هناك
card-source-gone = من شيء سُحب أو أُخفي
card-source-away = من شيء لم يصل إلى هنا بعد
card-to-review = { $count ->
    [0] لا بطاقة للمراجعة
    [one] بطاقة واحدة للمراجعة
    [two] بطاقتان للمراجعة
    [few] { $count } بطاقات للمراجعة
    [many] { $count } بطاقة للمراجعة
   *[other] { $count } بطاقة للمراجعة
}
card-next = التالية { $when }
card-cards = { $count ->
    [one] بطاقة واحدة في المجموع
    [two] بطاقتان في المجموع
    [few] { $count } بطاقات في المجموع
    [many] { $count } بطاقة في المجموع
   *[other] { $count } بطاقة في المجموع
}

# كم كانت معروفة، وكم تغيب إذن.
card-grade-again = لم أعرفها
card-grade-hard = صعبة
card-grade-good = جيدة
card-grade-easy = سهلة
card-wait-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
card-wait-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
card-wait-months = { $count ->
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
card-wait-years = { $count ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}

# النافذة.
cards = البطاقات
card-make = اصنع بطاقة
card-make-selection = اصنع بطاقة من المحدد
card-change = غيّر البطاقة
card-publish = احفظ البطاقة
card-front-hint = ما السؤال
card-back-hint = ما ينبغي معرفته
card-open = افتح البطاقة
card-source-open = افتح مصدرها
card-review = راجع
card-show = أظهر
card-show-key = المسافة أو Enter
card-left = { $count ->
    [one] بقيت واحدة
    [two] بقيت اثنتان
    [few] بقيت { $count }
    [many] بقيت { $count }
   *[other] بقيت { $count }
}
card-undo = اسحب الأخيرة
card-done = انتهينا لهذا اليوم
card-break = استراحة قصيرة
card-done-next = البطاقة التالية { $when }.
card-done-lesson = لا شيء ينتظرك هنا.
card-none = لا بطاقات بعد
card-none-lesson = حدّد مقطعًا من ملاحظة واصنع منه بطاقة.
card-to-circle = عُد إلى الحلقة
card-home-done = لا بطاقة للمراجعة؛ التالية { $when }
card-home-begun = بطاقة
card-list-none = لا بطاقات بعد
card-list-none-lesson = البطاقة تسأل على وجهها وتجيب على ظهرها. اصنع واحدة من مقطع أو من إجابة أو من تصويت سريع.
card-key-make = اصنع بطاقة
card-key-review = راجع البطاقات
card-key-grade = عند المراجعة: أظهر، وكم كنت تعرفها
also-cards = حفظ مجموعة تعلم
also-card-key-review = حفظ تعلم دراسة

# Pages.
card-how-well = كم كنت تعرفها؟
card-said-made = صُنعت البطاقة.
card-said-ungraded = سُحبت.
card-said-graded = سُجّل. لا يعلم به إلا حواسيبك أنت.

# The demo.
cli-demo-card = ترى البطاقة «{ $front }» وعلى ظهرها «{ $back }»
cli-demo-reviewed = يراجعها وكان يعرفها جيدًا: تغيب { $wait }
cli-demo-unreviewed = لا تسمع شيئًا من ذلك؛ البطاقة جديدة عليها

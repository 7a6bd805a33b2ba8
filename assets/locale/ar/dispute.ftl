# الاعتراضات: ما الخطأ في مقطع، وكيف يصل ذلك إلى كل ما صُنع منه.

# الأخطاء وما لا يجوز للمرء.
what-claim = ما هو الخطأ
what-source = المصدر أو السبب
may-not-rule = لا يبتّ في الاعتراض إلا الميسّرون والمشرفون؛ ويمكنك أن تقول هل توافق عليه.
may-not-say-corrected = لا يقول إنه صُحِّح إلا من يستطيع تغيير ما اعتُرض عليه.

# سطر الأوامر.
cli-col-claim = ما هو الخطأ
cli-col-weighed = موافق/مخالف
cli-kind-answer = جواب
cli-event-disputed = جاءت اعتراضات أو تغيّرت في { $circle }.

# إلى أين وصل الاعتراض.
disputes = الاعتراضات
dispute = اعتراض
dispute-open = مفتوح
dispute-upheld = مؤيَّد
dispute-corrected = صُحِّح
dispute-rejected = مرفوض
dispute-line-open = اعتراض من { $name }: { $claim }
dispute-line-upheld = اعتراض من { $name }، مؤيَّد: { $claim }
dispute-line-corrected = صُحِّح بعد اعتراض من { $name }: { $claim }
dispute-line-rejected = اعتراض من { $name }، مرفوض: { $claim }

# ما يقال لمن يقرأ شيئًا صُنع منه.
source-open = على مصدره اعتراض ({ $title }): { $claim }
source-upheld = مصدره خاطئ ({ $title }): { $claim }
source-corrected = صُحِّح مصدره ({ $title }): { $claim }
source-badge-open = على مصدره اعتراض، انظر لماذا
source-badge-upheld = مصدره خاطئ، انظر لماذا
source-badge-corrected = صُحِّح المصدر، انظر لماذا

# الاعتراض كاملًا.
dispute-of = في «{ $title }»، كتبه { $name }
dispute-of-passage = ما اعتُرض عليه
dispute-passage-gone = هذه الكلمات ليست هناك.
dispute-sources = ما يقول غير ذلك
dispute-source-item = يقول غير ذلك: { $title }
dispute-source-absent = شيء ليس هنا بعد
dispute-source-elsewhere = يقول غير ذلك: { $source }
dispute-corrected-by = التصحيح من { $name }
dispute-ruled-upheld = التأييد من { $name }: { $reason }
dispute-ruled-rejected = الرفض من { $name }: { $reason }
dispute-who = ما يراه الناس
dispute-who-agree = { $count ->
    [zero] لا أحد يوافق المصدر: { $names }
    [one] واحد يوافق المصدر: { $names }
    [two] اثنان يوافقان المصدر: { $names }
    [few] { $count } يوافقون المصدر: { $names }
    [many] { $count } يوافقون المصدر: { $names }
   *[other] { $count } يوافقون المصدر: { $names }
}
dispute-who-disagree = { $count ->
    [zero] لا أحد يخالف: { $names }
    [one] واحد يخالف: { $names }
    [two] اثنان يخالفان: { $names }
    [few] { $count } يخالفون: { $names }
    [many] { $count } يخالفون: { $names }
   *[other] { $count } يخالفون: { $names }
}
dispute-who-unsure = { $count ->
    [zero] لا أحد غير متأكد: { $names }
    [one] واحد غير متأكد: { $names }
    [two] اثنان غير متأكدين: { $names }
    [few] { $count } غير متأكدين: { $names }
    [many] { $count } غير متأكدين: { $names }
   *[other] { $count } غير متأكدين: { $names }
}
dispute-made-from = ما صُنع منه
dispute-made-from-lesson = من يقرأ هذه يُخبَر بالاعتراض.

# ما يفعله المرء.
dispute-begin = اعترض على هذا
dispute-agree = أوافق المصدر
dispute-disagree = لا أوافق
dispute-unsure = لست متأكدًا
dispute-rule-upheld = أيِّده
dispute-rule-rejected = ارفضه
dispute-rule-reason = لماذا تقرر ذلك؛ يستطيع الجميع قراءته
dispute-say-corrected = صُحِّح
dispute-not-corrected = لم يُصحَّح بعد
dispute-see-passage = أرِ المقطع

# النموذج.
dispute-form = اعترض على مقطع
dispute-form-lesson = لا يلزم أن تكون متيقنًا. قل ما قرأته في موضع آخر، ودع الآخرين ينظرون.
dispute-claim-hint = ما هو الخطأ، في جملة
dispute-why-hint = لماذا ترى ذلك، إن أردت أن تقول المزيد
dispute-source-hint = كتاب أو صفحة أو عنوان يقول غير ذلك
dispute-source-chosen = المصدر: { $title }
dispute-source-none = بلا مصدر من هذه الحلقة
dispute-source-search = ابحث في هذه الحلقة
dispute-publish = أخبر الحلقة

# القوائم وما هو جديد.
disputes-all = كل الاعتراضات
disputes-open = الاعتراضات المفتوحة
disputes-only-open = المفتوحة فقط
disputes-none = لا اعتراض هنا على شيء. من يجد خطأ يحدد المقطع ويقول ما يقوله مصدر.
disputes-none-open = لا اعتراض مفتوح.
disputes-count = { $count ->
    [zero] لا اعتراض مفتوح
    [one] اعتراض مفتوح واحد
    [two] اعتراضان مفتوحان
    [few] { $count } اعتراضات مفتوحة
    [many] { $count } اعتراضًا مفتوحًا
   *[other] { $count } اعتراض مفتوح
}
key-dispute = اعترض على المفتوح أو على المحدَّد فيه
also-key-dispute = خطأ غلط صحح شك
also-disputes = خطأ غلط تصحيح مصدر تدقيق
notice-disputed = اعتُرض على شيء كتبته.
notice-source-disputed = اعتُرض على شيء صنعت منه شيئًا.
notice-corrected = صُحِّح شيء كان عليه اعتراض.
read-said-disputed = كُتب اعتراضك.
read-said-weighed = كُتب ما تراه.

# The story of `commonplace demo`.
cli-demo-source-disputed = يظهر على «{ $title }» وعلى جوابه أن على مصدرهما اعتراضًا: { $claim }
cli-demo-made-from = يظهر ما صُنع من الجملة: { $count }
cli-demo-source-corrected = يظهر على كليهما أن مصدرهما صُحِّح: { $claim }

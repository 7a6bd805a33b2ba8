# اللقاءات: مواعيد الحلقة.

# الأخطاء، وما لا يحق لأحد أن يفعله.
error-not-a-time = «{ $typed }» ليس وقتًا؛ اكتبه هكذا: ‎2026-12-03 18:00‎
what-place = المكان
what-agenda = جدول الأعمال
may-not-change-meeting = لا يغيّر اللقاء إلا من خطّط له والميسّرون والمشرفون؛ يمكنك أن تعلّق عليه.

# متى.
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
time-moment = ‏{ $weekday } { $day } { $month }، { $time }
time-moment-year = ‏{ $weekday } { $day } { $month } { $year }، { $time }

# سطر الأوامر.
cli-col-when = متى
cli-col-place = أين
cli-col-coming = الآتون
cli-kind-meeting = لقاء

# ما اللقاء ومن يأتي.
meeting-no-time = لم يتقرر الوقت بعد
meeting-called-off = أُلغي
meeting-planned-by = خطّط له { $name }
meeting-changed-by = غيّره { $name }
meeting-also = وغيّره { $name } أيضًا: { $said }
meeting-told-in = ما خرجنا به: { $title }
meeting-recap-elsewhere = ملاحظة لم تصل إلى هنا بعد
meeting-come = { $count ->
    [zero] لا يأتي أحد: { $names }
    [one] يأتي شخص واحد: { $names }
    [two] يأتي شخصان: { $names }
    [few] يأتي { $count } أشخاص: { $names }
    [many] يأتي { $count } شخصًا: { $names }
   *[other] يأتي { $count } شخص: { $names }
}
meeting-perhaps = { $count ->
    [zero] لا أحد ربما: { $names }
    [one] ربما شخص واحد: { $names }
    [two] ربما شخصان: { $names }
    [few] ربما { $count } أشخاص: { $names }
    [many] ربما { $count } شخصًا: { $names }
   *[other] ربما { $count } شخص: { $names }
}
meeting-not = { $count ->
    [zero] لا يغيب أحد هذه المرة: { $names }
    [one] يغيب شخص واحد هذه المرة: { $names }
    [two] يغيب شخصان هذه المرة: { $names }
    [few] يغيب { $count } أشخاص هذه المرة: { $names }
    [many] يغيب { $count } شخصًا هذه المرة: { $names }
   *[other] يغيب { $count } شخص هذه المرة: { $names }
}
meeting-another-time = { $count ->
    [zero] لم يقل أحد ذلك قبل تحديد هذا الوقت: { $names }
    [one] قال ذلك شخص واحد قبل تحديد هذا الوقت: { $names }
    [two] قال ذلك شخصان قبل تحديد هذا الوقت: { $names }
    [few] قال ذلك { $count } أشخاص قبل تحديد هذا الوقت: { $names }
    [many] قال ذلك { $count } شخصًا قبل تحديد هذا الوقت: { $names }
   *[other] قال ذلك { $count } شخص قبل تحديد هذا الوقت: { $names }
}

# بماذا تبدأ الخلاصة.
recap-title = خلاصة: { $title } ({ $date })
recap-did = ماذا فعلنا
recap-next = ماذا نريد أن نفعل بعد ذلك
recap-notes = ملاحظات جديدة
recap-answered = أسئلة أُجيب عنها
recap-asked = أسئلة تنتظر جوابًا
recap-came = من انضم
recap-more = { $count ->
    [zero] ولا شيء آخر
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $count } أخرى
    [many] و{ $count } أخرى
   *[other] و{ $count } أخرى
}

# في النافذة وعلى الصفحات.
meetings = اللقاءات
meetings-all = كل اللقاءات
meetings-ahead = القادمة
meetings-past = الماضية
meetings-none = لا لقاء مخططًا له بعد. اللقاء الأول يمنح الحلقة يومًا تنتظره.
meeting-next = اللقاء القادم
meeting-plan = خطّط للقاء
meeting-replan = غيّر اللقاء
meeting-publish = أخبر الحلقة
meeting-title-hint = عمّ يدور اللقاء
meeting-when-hint = متى، هكذا: ‎2026-12-03 18:00‎؛ اتركه فارغًا إن لم يتقرر
meeting-when-read = أي { $when }.
meeting-when-over = أي { $when }، وقد مضى.
meeting-place-hint = أين
meeting-agenda-hint = ماذا تريدون أن تفعلوا معًا
meeting-template =
    ## البداية

    كيف حال الجميع، وماذا جرّبنا منذ المرة الماضية؟

    ## العمل

    ما ننظر فيه معًا.

    ## النشاط

    ما نجرّبه اثنين اثنين.

    ## التأمل

    ما نأخذه معنا، وما نغيّره في المرة القادمة.
meeting-who = من يأتي
meeting-i-come = سآتي
meeting-maybe = ربما
meeting-not-this-time = ليس هذه المرة
meeting-nobody-said = لم يقل أحد بعد هل يأتي.
meeting-come-count = { $count ->
    [zero] لا أحد
    [one] يأتي شخص واحد
    [two] يأتي شخصان
    [few] يأتي { $count } أشخاص
    [many] يأتي { $count } شخصًا
   *[other] يأتي { $count } شخص
}
meeting-agenda = ما سنفعله
meeting-told = ما خرجنا به
meeting-recap-lesson = الخلاصة ملاحظة. تبدأ بما حدث منذ اللقاء السابق، ولا يراها غيرك حتى تنشرها.
meeting-recap-write = اكتب الخلاصة
meeting-has-recap = خلاصة
meeting-is-off = أُلغي هذا اللقاء.
meeting-off = ألغِه
meeting-on = سيُعقد على كل حال
home-begun-plan = لقاء جديد
home-begun-meeting = لقاء
also-meeting-plan = موعد تاريخ تقويم حدث جلسة اجتماع جديد { meetings }
also-meetings = مواعيد تواريخ تقويم أحداث اجتماعات جدول الماضية القادم
notice-planned = خطّط أحدهم للقاء.
notice-moved = لقاء تريد أن تأتي إليه تغيّر وقته أو أُلغي.
read-said-came = كُتب جوابك.

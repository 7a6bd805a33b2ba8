# التصويت السريع: في النافذة وفي الطرفية وفي صفحات قارئات الشاشة
vote = تصويت سريع
votes = تصويتات سريعة
cli-kind-quickvote = تصويت سريع
cli-col-round = الجولة
vote-sealed = مختوم: { $chosen } من { $of }
vote-uncovered = معروض
vote-round = الجولة { $round }
vote-mine = اختيارك
vote-after = طُرح بعد «{ $title }»
vote-followed-by = أسئلة مشابهة
vote-passed-over = { $count ->
    [one] في هذا التصويت السريع سجل واحد لا يصحّ، فيُتجاوز.
    [two] في هذا التصويت السريع سجلان لا يصحّان، فيُتجاوزان.
    [few] في هذا التصويت السريع { $count } سجلات لا تصحّ، فتُتجاوز.
   *[other] في هذا التصويت السريع { $count } سجلًا لا يصحّ، فيُتجاوز.
}
vote-unopened = مختوم ولم تفتحه أجهزتهم بعد: { $names }
vote-late = وصل متأخرًا فلا يُحسب: { $names }
vote-otherwise = { $more ->
    [0] اخترتَ «{ $mine }» واختار { $name } «{ $theirs }»: تحدّثا دقيقة واحدة.
    [one] اخترتَ «{ $mine }» واختار { $name } «{ $theirs }» واختار شخص آخر غير ذلك: تحدّث مع أحدهم دقيقة واحدة.
    [two] اخترتَ «{ $mine }» واختار { $name } «{ $theirs }» واختار شخصان آخران غير ذلك: تحدّث مع أحدهم دقيقة واحدة.
    [few] اخترتَ «{ $mine }» واختار { $name } «{ $theirs }» واختار { $more } آخرون غير ذلك: تحدّث مع أحدهم دقيقة واحدة.
   *[other] اخترتَ «{ $mine }» واختار { $name } «{ $theirs }» واختار { $more } آخرون غير ذلك: تحدّث مع أحدهم دقيقة واحدة.
}
vote-differs = اختلفت الاختيارات.
vote-agreed = اختار الجميع الشيء نفسه.
vote-promise = الاختيارات مختومة: لا يرى أحد اختيارك قبل أن يُعرض الكل، ثم يرى الجميع من اختار ماذا.
vote-keys = اضغط خيارًا أو رقمه؛ يمكنك تغييره إلى أن يُعرض الكل.
vote-chosen = خُتم اختيارك. يمكنك تغييره إلى أن يُعرض الكل.
vote-chosen-elsewhere = اخترتَ على جهاز آخر من أجهزتك.
vote-not-chosen = لم تختر بعد.
vote-waiting = يعرض ما اختير { $name } أو أحد المشرفين أو الميسرين.
vote-show = اعرض ما اختير
vote-again = التصويت من جديد
vote-alike = اطرح سؤالًا مشابهًا
vote-choose = اختر
vote-count = { $count ->
    [0] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
   *[other] { $count } شخصًا
}
vote-earlier = الجولات السابقة
vote-question = السؤال
vote-question-hint = ماذا تريد أن تسأل الجميع؟
vote-options = ما يمكن اختياره
vote-option = الخيار { $number }
vote-option-more = خيار آخر
vote-begin = ابدأ التصويت
vote-filter-choosing = يُختار الآن
vote-list-none = لا تصويت سريعًا بعد
vote-list-none-lesson = يطرح التصويت السريع سؤالًا له بضعة خيارات. يختار الجميع اختيارًا مختومًا، ثم يُعرض كل شيء دفعة واحدة، ويتحدّث من اختلفوا.
vote-list-none-choosing = لا أحد يختار الآن
vote-home = يُختار الآن
vote-home-mine = اخترتَ
vote-home-choose = اختر
key-number = الاختيار في التصويت السريع المفتوح
also-vote = استطلاع اقتراع خيارات
read-said-uncovered = عُرض ما اختير.
read-said-again = يصوّت الجميع من جديد.
cli-demo-sealed = يرى «{ $question }»: مختوم { $chosen } من { $of }
cli-demo-shown = يرى ما اختير: { $chosen }
cli-demo-talk = يُقال له: { $talk }
vote-show-early = { $count ->
    [one] شخص واحد لم يختر بعد؛ ولن يستطيع بعد العرض.
    [two] شخصان لم يختارا بعد؛ ولن يستطيعا بعد العرض.
    [few] { $count } أشخاص لم يختاروا بعد؛ ولن يستطيعوا بعد العرض.
   *[other] { $count } شخصًا لم يختاروا بعد؛ ولن يستطيعوا بعد العرض.
}
vote-changed-late = وصل تغييرك الأخير متأخرًا: يُحسب اختيارك الذي قبله.
vote-chosen-by = اختاروا: { $names }
notice-voting = بدأ أحدهم تصويتًا سريعًا.

# جملة واضحة لكل خطأ: ماذا حدث وما العمل.

error-unknown = لا يوجد هنا شيء باسم «{ $name }»؛ تحقق من الكتابة أو استعمل المعرّف الظاهر في القائمة.
error-ambiguous = «{ $name }» ينطبق على أكثر من شيء ({ $candidates })؛ اكتب جزءًا أطول من المعرّف أو العنوان كاملًا.
error-not-allowed = لا يمكنك فعل هذا هنا: { $what }؛ يستطيع أحد مشرفي الحلقة مساعدتك.
error-empty = لم يُكتب شيء لأن هذا الحقل فارغ: { $what }؛ املأه ثم أعد المحاولة.
error-too-long = لم يُكتب شيء لأن هذا الحقل أطول من المسموح: { $what }؛ اختصره إلى { $max } على الأكثر.
error-not-a-ticket = هذه ليست تذكرة؛ انسخ النص الذي أُعطي لك كاملًا من أول حرف إلى آخره.
error-ticket-damaged = في التذكرة خطأ؛ انسخها كاملة من جديد أو اطلب تذكرة أخرى.
error-ticket-newer = صُنعت هذه التذكرة بإصدار أحدث من Commonplace؛ حدّث هذا الإصدار ثم أعد المحاولة.
error-ticket-expired = انتهت صلاحية التذكرة؛ اطلب تذكرة جديدة ممن أعطاك إياها.
error-not-a-member = لست عضوًا في «{ $circle }»، فلا يمكنك القراءة ولا الكتابة فيها؛ اطلب تذكرة من أحد أعضائها.
error-no-home = لا يوجد مجلد شخصي في { $home } بعد؛ أنشئه بالأمر: commonplace init --name NAME
error-home-exists = ‏{ $home } مجلد شخصي لأحدهم بالفعل وسيبقى كما هو؛ اختر مجلدًا آخر باستعمال ‎--home‎.
error-home-held = يستعمل Commonplace آخر المجلد { $home }؛ أغلقه أولًا.
error-home-held-by = يستعمل Commonplace آخر (العملية { $pid }) المجلد { $home }؛ أغلقه أولًا.
error-home-newer = كُتب { $home } بإصدار أحدث من Commonplace ولم يُمسّ؛ حدّث هذا الإصدار.
error-key-exposed = يستطيع مستخدمو هذا الحاسوب الآخرون قراءة المفاتيح السرية في { $file }؛ امنعهم بالأمر: chmod 600 { $path }
error-folder-exposed = يستطيع مستخدمو هذا الحاسوب الآخرون الاطلاع على { $file } حيث مفاتيحك السرية؛ امنعهم بالأمر: chmod 700 { $path }
error-disk-full = القرص ممتلئ، ولم يُكتب شيء ناقصًا؛ أفسح مكانًا ثم أعد المحاولة.
error-file = لا يمكن استعمال { $file }: { $why }.
error-file-exists = ‏{ $file } موجود بالفعل ولن يُكتب فوقه؛ اختر اسمًا آخر.
error-not-text = ‏{ $file } ليس نصًا بترميز UTF-8؛ احفظه بهذا الترميز ثم أعد المحاولة.
error-not-text-input = ما وصل ليس نصًا بترميز UTF-8؛ حوّله إلى هذا الترميز ثم أعد المحاولة.
error-blob-absent = لم يصل المرفق إلى هذا الجهاز بعد؛ سيصل حالما يقترب جهاز يحمله.
error-bad-address = «{ $address }» ليس عنوانًا؛ اكتبه على هذا النحو: 192.168.1.7:4001.
error-network = تعذّر تشغيل الشبكة ({ $why })؛ تحقق من العنوان المعطى مع ‎--listen‎ أو احذفه.
error-store = تعطّل المخزن ({ $why })؛ لم يضع شيء مما حُفظ، والأمر «commonplace doctor --repair» يعيد بناء الباقي.
error-stopped = توقفت العقدة أو ما زالت تُفتح؛ أعد المحاولة بعد لحظات.
error-cancelled = أُلغي الأمر؛ وما أُنجز قبل ذلك محفوظ.

# ما هو النص المقصود في الجمل أعلاه.
what-name = الاسم
what-title = العنوان
what-text = النص
what-tag = الوسم
what-reason = السبب
what-question = السؤال
what-answer = الجواب
what-comment = التعليق
what-note = الملاحظة
what-query = البحث
what-path = المسار
what-quote = المقطع المقتبس
what-attachment = المرفق

# Ekran okuyuculu bir tarayıcı için sayfalar (`commonplace read`). Kısa cümleler: görülmez, duyulur.

read-skip = Metne geçin
read-nav = Bu çember
read-home = Giriş
read-write = Not yaz
read-search = Ara
read-foot = Bu sayfalar bu bilgisayardadır ve yalnızca sizin içindir. Onları gösteren program kapanınca biterler.

# The home of a circle
read-new-for-you = Sizin için yeni
read-nothing-new = Her şeyi gördünüz.
read-more-new = { $count ->
    [one] Bir yeni daha var.
   *[other] { $count } yeni daha var.
}
read-mark-all = Her şeyi gördüm
read-open-questions = Açık sorular
read-more-open = { $count } açık sorunun hepsi
read-latest = Son notlar
read-all-notes = Bütün notlar
read-no-notes = Burada henüz not yok.
read-only-reading = Burada okuyabilirsiniz. Bu çemberde yazamazsınız.

# Lists
# Between the parts of a line
read-comma = ,
read-notes-tagged = “{ $tag }” etiketli notlar
read-all-questions = Bütün sorular
read-only-open = Yalnızca açık sorular
read-new = yeni
read-hidden = gizli
read-hidden-lesson = Bu gizli: onu yalnızca yazarı ve düzeni sağlayanlar görür.
read-tags = Etiketler
read-part = sayfa { $number } / { $of }
read-parts = Bu listenin sayfaları
read-newer = Daha yeni
read-older = Daha eski
read-kind-note = Not
read-kind-question = Soru
read-found-title = Arama: { $query }
read-search-how = Yukarıdaki alana sözcükler yazın. Arama, başlıklara ve metinlere bakar.

# Reading
read-asked-by = Soran: { $name }
read-acts = Yapabilecekleriniz
read-ask-about = Bu not hakkında sor
read-questions-about = Bu not hakkındaki sorular
read-no-questions-about = Bu not hakkında henüz kimse sormadı.
read-comment-on = Yorum yap
read-comment = Yorumunuz
read-comment-changed = Yorumunuzun değişmiş hâli
read-answers = { $count ->
    [0] Henüz yanıt yok
    [one] { $count } yanıt
   *[other] { $count } yanıt
}
read-answer-by = Yanıtlayan: { $name }
read-accepted = Kabul edildi
read-newer-parts = { $count ->
    [one] Bir bölüm daha yeni bir sürüm gerektiriyor.
   *[other] { $count } bölüm daha yeni bir sürüm gerektiriyor.
}
read-table = Tablo
read-done = yapıldı
read-undone = yapılmadı
read-picture-unnamed = Açıklaması olmayan resim: { $name }
read-no-link = bağlantı yok

# Writing
read-title = Başlık
read-title-hint = Yazmazsanız metnin ilk satırı alınır.
read-text = Metin
read-tags-hint = Virgülle ayrılmış.
read-quote-hint = Bir bölümü kastediyorsanız nottan kopyalayın.
read-question-text = Biraz daha ayrıntı
read-answer-text = Yanıtınızın metni
read-answer-changed = Yanıtınızın değişmiş hâli
read-keep = Sonrası için sakla
read-editing = “{ $title }” notunu değiştir
read-back-to-note = Değiştirmeden nota dön
read-as-it-stands = Notun şimdiki hâli
read-draft-elsewhere = Taslağınızda şimdi duran: bu arada başka bir yerde de yazıldı

# What was done
read-said-answered = Yanıtınız yayımlandı.
read-said-commented = Yorumunuz yayımlandı.
read-said-noted = Notunuz yayımlandı.
read-said-changed = Değişikliğiniz yayımlandı.
read-said-unchanged = Hiçbir şey değişmedi.
read-said-asked = Sorunuz yayımlandı.
read-said-voted = Oyunuz sayıldı.
read-said-unvoted = Oyunuz geri alındı.
read-said-accepted = Yanıt kabul edildi.
read-said-read = Artık yeni bir şey yok.
read-said-kept = Taslağınız saklandı.
read-said-discarded = Taslak silindi.
read-said-fetching = Ek, onu taşıyan biri yakına gelir gelmez gelecek.

# What did not go
read-title-refused = Yayımlanmadı
read-refused = Yayımlanmadı. Yazdıklarınız hâlâ burada.
read-overtaken = Siz açtıktan sonra biri bu notu değiştirdi. Metninizi notun şimdiki hâliyle karşılaştırın ve yeniden yayımlayın.
read-not-here = Burada yok
read-not-here-lesson = Bu çemberde böyle bir sayfa yok. Belki geri alınmıştır.
read-not-here-yet = Henüz burada değil
read-failed = Şu anda olmuyor
read-node-gone = Commonplace kapatıldı. Yeniden başlatın ve yeni adresi açın.
read-back-home = Çemberin girişine
read-stale = Bu sayfa önceki bir açılıştan
read-stale-lesson = Hiçbir şey yayımlanmadı. Programın son yazdığı adresi açın. Yazdıklarınız aşağıda: önce onları kopyalayın.
read-typed = Yazdıklarınız

# Who is not let in
read-entered = İçeridesiniz
read-enter = Çemberin girişine
read-stranger = Adresin tamamını açın
read-stranger-lesson = Bu sayfalar yalnızca “commonplace read” komutunun başlarken yazdığı adresin tamamıyla açılır.
read-foreign = Bu başka bir sayfadan geldi
read-foreign-lesson = Hiçbir şey yapılmadı: form bir Commonplace sayfasından gelmedi.
read-elsewhere = Başka bir adres
read-elsewhere-lesson = Adresi “commonplace read” komutunun yazdığı gibi açın.
read-no-form = Anlaşılmadı
read-no-form-lesson = Tarayıcı bu sayfaların formu olmayan bir şey gönderdi. Hiçbir şey yapılmadı.
read-too-much = Çok uzun
read-too-much-lesson = Metin çok uzun olduğu için hiçbir şey yayımlanmadı. Geri dönüp kısaltın.
read-too-slow = Çok yavaş
read-too-slow-lesson = Metin bütünüyle gelmediği için hiçbir şey yayımlanmadı. Geri dönüp yeniden gönderin.

# Hızlı oylamalar: pencerede, terminalde ve ekran okuyucu sayfalarında
vote = Hızlı oylama
votes = Hızlı oylamalar
cli-kind-quickvote = hızlı oylama
cli-col-round = tur
vote-sealed = { $of } kişiden { $chosen } mühürlü
vote-uncovered = gösterildi
vote-round = { $round }. tur
vote-mine = sizin seçiminiz
vote-after = “{ $title }” sorusundan sonra soruldu
vote-followed-by = Benzer sorular
vote-passed-over = Bu hızlı oylamadaki { $count } kayıt uymuyor ve dikkate alınmıyor.
vote-unopened = Mühürlü, aygıtları henüz açmadı: { $names }
vote-late = Sayılmak için geç kaldı: { $names }
vote-otherwise = { $more ->
    [0] Siz “{ $mine }”, { $name } ise “{ $theirs }” seçti: bir dakika konuşun.
   *[other] Siz “{ $mine }”, { $name } ise “{ $theirs }” seçti; { $more } kişi daha başka seçti: biriyle bir dakika konuşun.
}
vote-differs = Farklı seçimler yapıldı.
vote-agreed = Herkes aynısını seçti.
vote-promise = Seçimler mühürlüdür: hepsi gösterilmeden kimse sizinkini görmez. Sonra herkes kimin neyi seçtiğini görür.
vote-keys = Bir seçeneğe ya da numarasına basın; hepsi gösterilene dek değiştirebilirsiniz.
vote-chosen = Seçiminiz mühürlendi. Hepsi gösterilene dek değiştirebilirsiniz.
vote-chosen-elsewhere = Başka bir aygıtınızda seçtiniz.
vote-not-chosen = Henüz seçmediniz.
vote-waiting = Neyin seçildiğini { $name }, bir sorumlu ya da bir kolaylaştırıcı gösterir.
vote-show = Neyin seçildiğini göster
vote-again = Yeniden oyla
vote-alike = Benzer bir soru sor
vote-choose = Seç
vote-count = { $count ->
    [0] kimse
   *[other] { $count } kişi
}
vote-earlier = Önceki turlar
vote-question = Soru
vote-question-hint = Herkese ne sormak istiyorsunuz?
vote-options = Seçilebilecekler
vote-option = { $number }. seçenek
vote-option-more = Bir seçenek daha
vote-begin = Oylamayı başlat
vote-filter-choosing = Şimdi oylananlar
vote-list-none = Henüz hızlı oylama yok
vote-list-none-lesson = Hızlı oylama, birkaç seçenekle bir şey sorar. Herkes mühürlü seçer, sonra hepsi birden gösterilir ve farklı seçenler konuşur.
vote-list-none-choosing = Şu anda kimse seçmiyor
vote-home = Şimdi seçiliyor
vote-home-mine = seçtiniz
vote-home-choose = seçin
key-number = açık hızlı oylamada seç
also-vote = anket oy seçenek oylama
read-said-uncovered = Neyin seçildiği gösterildi.
read-said-again = Herkes yeniden oy veriyor.
cli-demo-sealed = görüyor: “{ $question }”, { $of } kişiden { $chosen } mühürlü
cli-demo-shown = neyin seçildiğini görüyor: { $chosen }
cli-demo-talk = şunu okuyor: { $talk }
vote-show-early = { $count } kişi henüz seçmedi; gösterildikten sonra artık seçemezler.
vote-changed-late = Son değişikliğiniz geç kaldı: ondan önceki seçiminiz sayılıyor.
vote-chosen-by = Seçenler: { $names }
notice-voting = Biri hızlı bir oylama başlattı.

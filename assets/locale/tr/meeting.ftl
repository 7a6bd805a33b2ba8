# Buluşmalar: bir çemberin randevuları.

# Hatalar ve kimin neyi yapamayacağı.
error-not-a-time = “{ $typed }” bir zaman değil; şöyle yazın: 2026-12-03 18:00.
what-place = yer
what-agenda = gündem
may-not-change-meeting = Buluşmayı yalnızca planlayan kişi, kolaylaştırıcılar ve sorumlular değiştirir; siz yorum yapabilirsiniz.

# Ne zaman.
weekday-1 = Pazartesi
weekday-2 = Salı
weekday-3 = Çarşamba
weekday-4 = Perşembe
weekday-5 = Cuma
weekday-6 = Cumartesi
weekday-7 = Pazar
time-moment = { $day } { $month } { $weekday }, { $time }
time-moment-year = { $day } { $month } { $year } { $weekday }, { $time }

# Komut satırı.
cli-col-when = ne zaman
cli-col-place = nerede
cli-col-coming = gelen
cli-kind-meeting = buluşma

# Buluşma nedir ve kim geliyor.
meeting-no-time = Zamanı henüz belli değil
meeting-called-off = iptal edildi
meeting-planned-by = planlayan: { $name }
meeting-changed-by = değiştiren: { $name }
meeting-also = { $name } de değiştirdi: { $said }
meeting-told-in = Neler oldu: { $title }
meeting-recap-elsewhere = henüz burada olmayan bir not
meeting-come = { $count ->
    [one] Bir kişi geliyor: { $names }
   *[other] { $count } kişi geliyor: { $names }
}
meeting-perhaps = { $count ->
    [one] Bir kişi belki: { $names }
   *[other] { $count } kişi belki: { $names }
}
meeting-not = { $count ->
    [one] Bir kişi bu kez gelmiyor: { $names }
   *[other] { $count } kişi bu kez gelmiyor: { $names }
}
meeting-another-time = { $count ->
    [one] Bir kişi bunu bu zaman belirlenmeden önce söyledi: { $names }
   *[other] { $count } kişi bunu bu zaman belirlenmeden önce söyledi: { $names }
}

# Özet neyle başlar.
recap-title = Özet: { $title } ({ $date })
recap-did = Neler yaptık
recap-next = Sırada ne var
recap-notes = Yeni notlar
recap-answered = Cevaplanan sorular
recap-asked = Cevap bekleyen sorular
recap-came = Kimler katıldı
recap-more = { $count ->
    [one] ve bir tane daha
   *[other] ve { $count } tane daha
}

# Pencerede ve sayfalarda.
meetings = Buluşmalar
meetings-all = Bütün buluşmalar
meetings-ahead = Önümüzdekiler
meetings-past = Geçenler
meetings-none = Henüz planlanmış bir buluşma yok. İlki, çembere bekleyeceği bir gün verir.
meeting-next = Sıradaki buluşma
meeting-plan = Buluşma planla
meeting-replan = Buluşmayı değiştir
meeting-publish = Çembere bildir
meeting-title-hint = Buluşma ne hakkında
meeting-when-hint = Ne zaman, şöyle: 2026-12-03 18:00; belli değilse boş bırakın
meeting-when-read = Yani { $when }.
meeting-when-over = Yani { $when }; o zaman geçti.
meeting-place-hint = Nerede
meeting-agenda-hint = Birlikte ne yapmak istiyorsunuz
meeting-template =
    ## Hoş geldin

    Herkes nasıl, geçen seferden beri neler denedik?

    ## Çalışma

    Birlikte neye bakıyoruz.

    ## Etkinlik

    İkişer kişi neyi deniyoruz.

    ## Değerlendirme

    Yanımızda ne götürüyoruz, bir dahaki sefere neyi değiştiriyoruz.
meeting-who = Kimler geliyor
meeting-i-come = Geliyorum
meeting-maybe = Belki
meeting-not-this-time = Bu kez değil
meeting-nobody-said = Gelip gelmeyeceğini henüz kimse söylemedi.
meeting-come-count = { $count ->
    [one] bir kişi geliyor
   *[other] { $count } kişi geliyor
}
meeting-agenda = Yapılacaklar
meeting-told = Neler oldu
meeting-recap-lesson = Özet bir nottur. Önceki buluşmadan beri olanlarla başlar ve siz yayımlayana dek başka kimse görmez.
meeting-recap-write = Özeti yaz
meeting-has-recap = özet
meeting-is-off = Bu buluşma iptal edildi.
meeting-off = İptal et
meeting-on = Yine de yapılıyor
home-begun-plan = yeni bir buluşma
home-begun-meeting = bir buluşma
also-meeting-plan = randevu tarih takvim etkinlik oturum toplantı yeni { meetings }
also-meetings = randevular tarihler takvim etkinlikler toplantılar gündem geçmiş sıradaki
notice-planned = Biri bir buluşma planladı.
notice-moved = Gelmek istediğiniz bir buluşma başka bir zamana alındı ya da iptal edildi.
read-said-came = Yanıtınız yazıldı.

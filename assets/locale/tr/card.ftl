# Kartlar: soran bir ön yüz, yanıtlayan bir arka yüz ve her birinin yeniden ne zaman geleceği.

# Hatalar ve kimin neyi yapamayacağı.
what-front = ön yüz
what-back = arka yüz
may-not-change-card = Kartı yalnızca yapan kişi, kolaylaştırıcılar ve sorumlular değiştirir; onun yerine yorum yazabilirsiniz.

# Komut satırı.
cli-col-due = sırası
cli-col-reviews = tekrar
cli-kind-card = kart

# Kartın ne olduğu ve ne zaman geldiği.
card-made-by = yapan: { $name }
card-changed-by = değiştiren: { $name }
card-also = { $name } de değiştirdi: { $said }
card-new = yeni
card-due-now = sırası geldi
card-due = sırası: { $when }
card-source = Kaynağı: “{ $title }”
card-source-changed = Kaynağı: “{ $title }”; bu sözler artık orada geçmiyor
card-source-gone = Geri alınmış ya da gizlenmiş bir şeyden
card-source-away = Henüz burada olmayan bir şeyden
card-to-review = { $count ->
    [0] Tekrar edilecek kart yok
   *[other] Tekrar edilecek { $count } kart
}
card-next = sonraki { $when }
card-cards = toplam { $count } kart

# Ne kadar iyi bilindiği ve o zaman ne kadar uzak kalacağı.
card-grade-again = Bilemedim
card-grade-hard = Zor
card-grade-good = İyi
card-grade-easy = Kolay
card-wait-minutes = { $count } dk
card-wait-days = { $count } gün
card-wait-months = { $count } ay
card-wait-years = { $count } yıl

# Pencere.
cards = Kartlar
card-make = Kart yap
card-make-selection = Seçimden kart yap
card-change = Kartı değiştir
card-publish = Kartı sakla
card-front-hint = Ne soruluyor
card-back-hint = Ne bilinmeli
card-open = Kartı aç
card-source-open = Alındığı yeri aç
card-review = Tekrar et
card-show = Göster
card-show-key = Boşluk ya da Enter
card-left = { $count } kart kaldı
card-undo = Sonuncuyu geri al
card-done = Bugünlük bu kadar
card-break = Kısa bir ara
card-done-next = Sonraki kart: { $when }.
card-done-lesson = Burada sizi bekleyen bir şey yok.
card-none = Henüz kart yok
card-none-lesson = Bir nottan bir bölüm seçin ve ondan kart yapın.
card-to-circle = Çembere dön
card-home-done = Tekrar edilecek kart yok; sonraki: { $when }
card-home-begun = bir kart
card-list-none = Henüz kart yok
card-list-none-lesson = Kartın ön yüzü sorar, arka yüzü yanıtlar. Bir bölümden, bir yanıttan ya da bir hızlı oylamadan kart yapın.
card-key-make = Kart yap
card-key-review = Kartları tekrar et
card-key-grade = Tekrarda: göster ve ne kadar iyi bildiğiniz
also-cards = ezber deste öğren
also-card-key-review = ezber öğren çalış

# Pages.
card-how-well = Ne kadar iyi biliyordunuz?
card-said-made = Kart yapıldı.
card-said-ungraded = Geri alındı.
card-said-graded = Not edildi. Bunu yalnızca kendi bilgisayarlarınız bilir.

# The demo.
cli-demo-card = “{ $front }” kartını görüyor, arkasında “{ $back }”
cli-demo-reviewed = tekrar ediyor, iyi biliyordu: { $wait } sonra yeniden gelir
cli-demo-unreviewed = bunu duymuyor; kart onun için yeni

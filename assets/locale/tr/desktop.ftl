# Pencere. Cümleler kısa, sıcak ve kesindir; güvende olmayan hiçbir şeye güvende denmez.

app-name = Commonplace
you = siz
back = Geri
close = Kapat
cancel = Vazgeç
copy = Kopyala

# İlk ekran
welcome-promise = Birlikte tuttuğunuz notlar, sorular ve yanıtlar; kendi dizüstü bilgisayarlarınızda. İnternetsiz bir odada da çalışır.
welcome-question = Ötekiler size nasıl seslensin?
welcome-hint = Adınız
welcome-begin = Başlayın
welcome-no-account = Hesap yok, parola yok, e-posta yok. Yazdıklarınız, bir çemberle paylaşana dek bu bilgisayarda kalır.

# Açılırken
opening = Notlarınız açılıyor…
opening-rebuilding = Dizin düzenleniyor: yüzde { $percent }. Bu arada hiçbir şey kaybolmaz.
opening-failed = Commonplace şu anda açılamıyor
opening-again = Yeniden dene

# Çemberler
circles = Çemberler
circles-all = Bütün çemberler
circles-greeting = Merhaba, { $name }
circles-first = Çember, birlikte öğrenen bir topluluktur: notları ve soruları yalnızca üyelerinin bilgisayarlarında durur, başka hiçbir yerde değil. Bir tane kurun ya da bir üyenin verdiği biletle birine katılın.
circle-members = { $count ->
    [one] yalnızca siz
   *[other] { $count } kişi
}
circle-notes = { $count ->
    [one] { $count } not
   *[other] { $count } not
}
circle-questions = { $count ->
    [one] { $count } soru
   *[other] { $count } soru
}
circle-open = { $count ->
    [one] { $count } açık
   *[other] { $count } açık
}
circle-pending = bekliyor
circle-pending-lesson = Sizi içeri alacak bir üyeyle karşılaşmayı bekliyor.
circle-waiting = “{ $circle }” için bir biletiniz var. Bu bilgisayar çemberin bir üyesiyle karşılaşır karşılaşmaz içeridesiniz ve notlar gelir. Başka bir şey yapmanız gerekmez.

# Yeni çember
found = Yeni çember
found-lesson = Ötekileri hemen ardından çağırabilirsiniz. Başlığı yalnızca üyeler okuyabilir.
found-hint = Konusu ne? Örneğin: Hücre biyolojisi
found-button = Çemberi kur

# Katılma
join = Biletle katıl
join-lesson = Bir üyenin size verdiği bileti yapıştırın. Birkaç satıra bölünmüş olabilir.
join-hint = Bilet
join-button = Katıl
join-pending = Bilet geçerli. Bu bilgisayar, aynı ağda ya da bir aktarıcı üzerinden üyelerinden biriyle karşılaşır karşılaşmaz “{ $circle }” çemberindesiniz.

# Çağırma
invite = Çağır
invite-lesson = Bilet, birini çembere alır. Güvendiğiniz herhangi bir yolla verin.
invite-for = Kaç kişi kullanabilir
invite-uses = { $count ->
    [one] bir kişi
   *[other] { $count } kişi
}
invite-role = Ne yapabilirler
role-learner = okumak ve yazmak
role-reader = yalnızca okumak
role-facilitator = yol göstermek ve düzeni sağlamak
invite-make = Bilet çıkar
invite-hand-over = Bu metni çağırdığınız kişiye verin: bellekle, iletiyle ya da yüksek sesle okuyarak. Kimdeyse o girebilir.
invite-until = { $count ->
    [one] Bir kişi için, { $date } tarihine dek.
   *[other] { $count } kişi için, { $date } tarihine dek.
}
invite-copy = Bileti kopyala
invite-copied = Kopyalandı

# Yakında
nearby = Yakında
nearby-nobody = Şu anda yakında kimse yok. Bilgisayarı aynı ağda olanlar burada görünür.
nearby-strangers = { $count ->
    [one] Yakında bir bilgisayar daha var. Sizinle ortak bir çemberi henüz yok; sahibinden bilet isteyin.
   *[other] Yakında { $count } bilgisayar daha var. Sizinle ortak bir çemberleri henüz yok; sahiplerinden bilet isteyin.
}

# Liste
write = Yaz
ask = Soru sor
search-hint = Bu çemberde ara
search-clear = Aramayı temizle
search-nothing = Bir şey bulunamadı
search-lesson = Daha az ya da başka sözcükler deneyin. Arama, bu bilgisayardaki başlıklara ve metinlere bakar.
search-found = { $count ->
    [one] bir sonuç
   *[other] { $count } sonuç
}
filter-all = Hepsi
filter-notes = Notlar
filter-questions = Sorular
filter-open = Açık
list-empty = Boş bir sayfa
list-empty-lesson = İlk notu yazın ya da bir klasör dolusu Markdown dosyasını bu pencereye bırakın. Çemberdeki herkes ekleme yapabilir.
list-no-questions = Henüz soru yok
list-no-questions-lesson = Birlikte öğrenmenin en kısa yolu: neyi anlamak istediğinizi sorun. Bir soruya tek satır yeter.
list-none-open = Açık soru yok
list-none-open-lesson = Her sorunun kabul edilmiş bir yanıtı var.
page-empty = Okuyacak bir şey seçin
page-empty-lesson = Bir satırı fareyle ya da ok tuşları ve Enter ile seçin. Bütün tuşlar için ? tuşuna basın.

# İmler
question-open = açık
question-answers = { $count ->
    [one] { $count } yanıt
   *[other] { $count } yanıt
}
question-accepted = kabul edildi
delivery-alone = bu bilgisayarda
delivery-only-here = yalnızca burada
delivery-on = { $of } aygıtın { $devices } tanesinde
delivery-lesson = Bu çemberin { $of } aygıtından { $devices } tanesinde olduğu biliniyor.
delivery-lesson-alone = Şimdilik yalnızca bu bilgisayarda var. Ötekilerden biri yakına gelir gelmez kendiliğinden ona geçer.
delivery-lesson-nobody = Bu çemberde şimdilik yalnızca siz varsınız. Birini davet edin, ikinci bir yeri olsun.

# Okuma
edit = Düzenle
comment = Yorum
ask-about = Bunu sor
helpful = { $count ->
    [0] Yararlı
   *[other] Yararlı · { $count }
}
edits = { $count ->
    [one] bir kez değişti
   *[other] { $count } kez değişti
}
written-by = Yazanlar: { $names }
other-title = Biri aynı anda başka bir başlık verdi: “{ $title }”. Birini seçmek için notu düzenleyin.
both-edited = { $names } bu parçayı ayrı ayrı değiştirdi; iki değişiklik de metinde: “{ $passage }”
comments = { $count ->
    [0] Henüz yorum yok
    [one] { $count } yorum
   *[other] { $count } yorum
}
comment-hint = Yorum yaz
comment-send = Gönder
attachments = { $count ->
    [one] { $count } ek
   *[other] { $count } ek
}
attachment-coming = { $size } içinden yüzde { $percent } burada
attachment-save = Kaydet
size-kib = { $count } KiB
reading-omitted = Bu metin bütünüyle gösterilemeyecek kadar uzun: { $kib } KiB daha gösterilmiyor. Hepsini okumak için çemberi dışa aktarın.
picture-not-attached = Bu resim nota eklenmemiş.
picture-on-its-way = Bu resim henüz yolda.
picture-too-large = Bu resim burada gösterilemeyecek kadar büyük.
picture-unknown = Bu dosya burada gösterilebilen bir resim değil.
picture-unreadable = Bu resim okunamadı.

# Sorular
same-question = { $count ->
    [0] Bunu ben de soruyorum
   *[other] Bunu ben de soruyorum · { $count }
}
about-unknown = henüz burada olmayan bir not
about-note = “{ $title }” hakkında
answer-heading = Yanıtınız
answer-own = Bulduysanız kendiniz yanıtlayın
answer-hint = Nasıl duymak istediyseniz öyle anlatın. Markdown burada çalışır.
answer-publish = Yanıtı yayımla
answer-accept = Sorumu yanıtlıyor
answer-endorsed = onaylandı

# Dosya almak
bring = Dosya al
bring-lesson = Bir Markdown dosyası ya da bir klasör dolusu dosya bu çemberin notları olur; resimleri de birlikte gelir. Bu pencerenin üzerine de bırakabilirsiniz.
bring-hint = Yeri, örneğin ~/Belgeler/notlar
bring-button = İçeri al
bring-busy = Çalışıyor…
attach = Dosya ekle
attach-lesson = Dosya bu notla birlikte çemberdeki herkese gider. Bu pencerenin üzerine de bırakabilirsiniz.
attach-hint = Yeri, örneğin ~/Belgeler/bolum.pdf
attach-button = Ekle

# Yazma
editor-note = Yeni not
editor-edit = Düzenleniyor
editor-ask = Yeni soru
editor-publish = Yayımla
editor-publish-question = Çembere sor
editor-leave = Ayrıl; taslak saklanır
editor-title-hint = Başlık
editor-question-hint = Tek satırda sorunuz
editor-tags-hint = Etiketler, virgülle ayrılmış
editor-quote-hint = Bir parçayla ilgiliyse o parça
editor-text-hint = Markdown ile yazın
editor-question-text-hint = Neleri denediniz, nerede anlamsızlaşıyor?
editor-preview-empty = Yazdıklarınız burada, ötekilerin okuyacağı gibi görünür.
draft-kept = Taslak saklandı
draft-keeping = Taslak saklanıyor…
draft-restored = Bu, geçen seferki taslağınız.
draft-discard = Baştan başla

# Kişiler ve kopyalar
people = Kişiler ve kopyalar
people-lesson = Her aygıtta neyin bulunduğu biliniyorsa o yazılı. Bir süredir karşılaşılmayan bir aygıtta burada yazandan fazlası olabilir, azı olamaz.
people-safe = Buradaki her şey en az bir başka aygıtta da var.
people-empty = Burada henüz bir şey yazılmadı.
people-alone = { $count ->
    [one] { $count } kayıt, yalnızca bu bilgisayarda. Birini çağırırsanız ikinci bir evi olur.
   *[other] { $count } kayıt, yalnızca bu bilgisayarda. Birini çağırırsanız ikinci bir evleri olur.
}
people-waiting = { $count ->
    [one] { $count } kayıt henüz açılamıyor; anahtarı yolda.
   *[other] { $count } kayıt henüz açılamıyor; anahtarları yolda.
}
people-blobs-missing = { $count ->
    [one] { $count } ek henüz burada değil.
   *[other] { $count } ek henüz burada değil.
}
people-has-all = her şey onda var
people-lacks = { $count ->
    [one] { $count } kayıt eksik
   *[other] { $count } kayıt eksik
}
people-connected = bağlı
people-known = biliniyor
people-heard = son karşılaşma: { $when }
people-never = henüz karşılaşılmadı
people-network = Bu bilgisayarın gördükleri
people-by-address = İki bilgisayar birbirini görmüyorsa
people-by-address-lesson = Birinde, öbürünün bu sayfanın sonunda gösterdiği adreslerden birini yazın.
people-stranger = Ortak çemberi olmayan biri
people-address-hint = örneğin 192.168.1.7:4001
people-dial = Bu adresi dene
people-dialled = Deneniyor. Yanıt veren olursa yukarıda görünür.
people-listening = Bu bilgisayara ulaşılan adresler
people-listening-nothing = Bu bilgisayar şu anda hiçbir ağda değil.

# Ayarlar
settings = Ayarlar
settings-name = Ad
settings-rename = Değiştir
settings-paper = Kâğıt
settings-language = Dil
settings-home = Klasör
settings-home-lesson = Sizin olan her şey bu klasörde: anahtarlarınız, notlarınız ve çemberlerinizin notları.
paper-system = Sistemdeki gibi
paper-light = Açık
paper-dark = Koyu

# Bağlantılar
link = Dışarıya bir bağlantı
link-lesson = Commonplace kendiliğinden hiçbir şey açmaz. Nereye gittiğine güveniyorsanız bağlantıyı kopyalayın.
link-host = Gittiği yer
link-whole = Bağlantının tamamı
link-copy = Bağlantıyı kopyala
link-refused = Bu bağlantının gösterilebilecek bir hedefi yok: yalnızca web sayfaları ve e-posta adresleri sunulur.

# Durum satırı
status-no-internet = İnternet yok. Olsun.
status-nobody = Yakında kimse yok. Olsun.
status-nearby = Bağlantıda: { $names }
status-nearby-more = Bağlantıda: { $names } ve { $more } kişi daha
status-only-here = { $count ->
    [one] { $count } değişiklik şimdilik yalnızca bu bilgisayarda
   *[other] { $count } değişiklik şimdilik yalnızca bu bilgisayarda
}
status-only-here-lesson = Bu bilgisayar şimdi kaybolsa onlar da kaybolurdu. Ötekilerden biri yakına gelir gelmez kendiliğinden ona geçerler.
status-safe = Her şey bir başka aygıtta da var
status-safe-lesson = Yaptığınız her değişikliğin en az bir aygıtta daha olduğu biliniyor.
status-receiving = Alınıyor: { $received }
status-receiving-of = Alınıyor: { $expected } içinden { $received }
toast-copied = Kopyalandı
toast-saved = Kaydedildi: { $place }
toast-joined = “{ $circle }” çemberindesiniz
toast-imported = { $count ->
    [one] Bir dosya alındı
   *[other] { $count } dosya alındı
}
toast-imported-some = { $count ->
    [one] Bir dosyaya bakıldı, { $refused } alınmadı
   *[other] { $count } dosyaya bakıldı, { $refused } tanesi alınmadı
}
toast-attached = { $count ->
    [one] Bir dosya eklendi
   *[other] { $count } dosya eklendi
}
toast-no-such-note = Burada “{ $name }” adlı bir not yok

# Tuşlar
keys = Tuşlar
key-write = not yaz
key-ask = soru sor; bir not açıksa onun hakkında
key-search = ara
key-rows = listede gezin
key-open = satırı aç
key-page = bir sayfa aşağı ya da yukarı
key-edit = açık notu düzenle ya da açık soruyu yanıtla
key-publish = yazdığınızı yayımla
key-undo = yazdığınızı geri al ya da yinele
key-bring = dosya al ya da açık notunuza ekle
key-back = geri ya da kapat
key-focus = sonraki ya da önceki düğme
key-circles = bütün çemberler
key-people = kişiler ve kopyalar
key-invite = birini çağır
key-paper = açık ya da koyu
key-settings = ayarlar
key-sheet = bu sayfa

# Zamanlar
time-now = az önce
time-minutes = { $count ->
    [one] { $count } dakika önce
   *[other] { $count } dakika önce
}
time-hours = { $count ->
    [one] { $count } saat önce
   *[other] { $count } saat önce
}
time-days = { $count ->
    [one] dün
   *[other] { $count } gün önce
}
time-date = { $day } { $month } { $year }
month-1 = Ocak
month-2 = Şubat
month-3 = Mart
month-4 = Nisan
month-5 = Mayıs
month-6 = Haziran
month-7 = Temmuz
month-8 = Ağustos
month-9 = Eylül
month-10 = Ekim
month-11 = Kasım
month-12 = Aralık

# Pencere. Cümleler kısa, sıcak ve kesindir; güvende olmayan hiçbir şeye güvende denmez.

app-name = Commonplace
you = siz
back = Geri
close = Kapat
done = Tamam
cancel = Vazgeç
undo = Geri al
copy = Kopyala
typing-menu = Bu alan
typing-cut = Kes
typing-paste = Yapıştır
typing-all = Tümünü seç

# İlk ekran
welcome-promise = Birlikte tuttuğunuz notlar, sorular ve yanıtlar; kendi dizüstü bilgisayarlarınızda. İnternetsiz bir odada da çalışır.
welcome-question = Ötekiler size nasıl seslensin?
welcome-hint = Adınız
welcome-begin = Başlayın
welcome-no-account = Hesap yok, parola yok, e-posta yok. Yazdıklarınız, bir çemberle paylaşana dek bu bilgisayarda kalır.
welcome-return = Daha önce buradaydım
welcome-new = Yeniyim
welcome-words = Kâğıdınızdaki 24 kurtarma sözcüğünü sırasıyla yazın.
welcome-words-hint = 24 sözcük
welcome-words-lesson = Sözcükler kim olduğunuzu geri getirir. Notlarınız çemberlerinizdeki ötekilerden ya da bir yedekten gelir.
welcome-come-back = Geri dön
welcome-with-backup = Bir yedeğim de var
welcome-without-backup = Yedeğim yok
welcome-backup = Yedeğin nerede olduğunu ve onun için seçilmiş parolayı yazın.
welcome-backup-hint = Nerede olduğu, örneğin /media/ana/STICK/ana.age
welcome-backup-busy = Yedek okunuyor ve her parçası denetleniyor …
welcome-words-if = Anahtarlar yedekte değilse 24 kurtarma sözcüğünüz
welcome-other-laptop = Başka bir bilgisayarda kullanıyorum
welcome-laptop = Öyleyse iki bilgisayar da sizin olur ve aynı çemberleri taşır. Öbürünü elinizin altında tutun: sonraki adım ikisinde birden.
welcome-laptop-lesson = İkisi de aynı ağda olmalı. İnternet gerekmez.
welcome-link = Devam et

# A sealed home
locked = Anahtarlarınız mühürlü
locked-lesson = Seçtiğiniz parolayı yazın.
locked-opening = Açılıyor …
locked-hint = Parola
locked-open = Aç
locked-wrong = Parola bu değil. Büyük ve küçük harflere bakıp yeniden deneyin.
locked-forgotten = Kimse sıfırlayamaz. Kurtarma sözcüklerinizle yeni bir klasörde geri dönebilirsiniz.

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
circle-unread = { $count ->
    [one] { $count } yeni
   *[other] { $count } yeni
}
circle-pending = bekliyor
circle-pending-lesson = Sizi içeri alacak bir üyeyle karşılaşmayı bekliyor.
circle-removed = çıkarıldınız
circle-removed-by = { $name } sizi { $date } tarihinde çıkardı. Sizde olan burada okunur kalır; yeni bir şey gelmez.
circle-removed-by-somebody = { $date } tarihinde çıkarıldınız. Sizde olan burada okunur kalır; yeni bir şey gelmez.
circle-waiting = Bu çember için bir biletiniz var. Bu bilgisayar çemberden biriyle karşılaşır karşılaşmaz siz de içeridesiniz ve notlar kendiliğinden gelir. Başka bir şey yapmanız gerekmez.
waiting-meet = Kiminle buluşmalı
waiting-meet-lesson = Çemberdeki herhangi biriyle; bileti veren olması gerekmez. Yan yana oturun, aynı Wi-Fi ya da kabloda, Commonplace iki bilgisayarda da açık olsun. İnternet gerekmez.
waiting-relay = Ya da { $relay } aktarıcısı: orada başka kimse yokken isteğinizi o iletir.
waiting-nobody = Şu anda yakında kimse yok. Biri gelince bu sayfa kendiliğinden değişir.
waiting-somebody = { $count ->
    [one] Yakında bir bilgisayar var. Sahibi çemberdeyse bir dakika içinde içeridesiniz.
   *[other] Yakında { $count } bilgisayar var. Sahiplerinden biri çemberdeyse bir dakika içinde içeridesiniz.
}
waiting-until = Bilet { $date } tarihine kadar geçerli.
waiting-try = Yan yanaysanız ve bir şey olmuyorsa
waiting-address = Öteki bilgisayarın adresini dene
waiting-stick = Bunun yerine USB bellekle iste
waiting-give-up = Beklemekten vazgeç
waiting-give-up-lesson = Çember listenizden kalkar, bu bilgisayar bileti unutur. Bir biletle her zaman yeniden gelebilirsiniz.
waiting-give-up-yes = Vazgeç
waiting-go-on = Beklemeyi sürdür

# Yeni çember
found = Yeni çember
found-lesson = Ötekileri hemen ardından çağırabilirsiniz. Başlığı yalnızca üyeler okuyabilir.
found-hint = Konusu ne? Örneğin: Hücre biyolojisi
found-button = Çemberi kur

# Katılma
join = Bir çembere katıl
join-lesson = Bir üyenin size verdiği bileti yapıştırın. Birkaç satıra bölünmüş olabilir.
join-hint = Bilet
join-button = Katıl
join-way-nearby = Yakında
join-way-code = Dört sözcükle
join-way-ticket = Biletle
join-nearby-lesson = Bu bilgisayarın yanındaki bilgisayarlar. Her biri yalnızca iki rastgele sözcük gösterir; sahibini gördüğünüzü seçin.
join-nearby-ask = Katılmak iste
join-nearby-me = Ötekiler bu bilgisayarı “{ $node }” olarak görür.
join-code-lesson = Çemberden biri size dört sözcük söyler. Buraya yazın; her birinin ilk dört harfi yeter.
join-code-hint = Dört sözcük
join-pending = Bilet geçerli. Bu bilgisayar, aynı ağda ya da bir aktarıcı üzerinden üyelerinden biriyle karşılaşır karşılaşmaz “{ $circle }” çemberindesiniz.

# Çağırma
invite = Çağır
invite-into = “{ $circle }” çemberine davet et
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
invite-show-them = Davet ettiğiniz kişi bunun resmini çeksin. Kimde varsa içeri girebilir.
invite-until = { $count ->
    [one] Bir kişi için, { $date } tarihine dek.
   *[other] { $count } kişi için, { $date } tarihine dek.
}
invite-open = Açık biletler
invite-open-lesson = Bunlardan birine sahip olan hâlâ girebilir. Geri alınan biletle, bunu duymuş bir bilgisayarla karşılaşan kimse giremez; girmiş olanlar kalır.
invite-open-one = { $name } şu rolle davet ediyor: { $role }, bitiş { $date }; { $count } kişiden { $came } geldi.
invite-take-back = Geri al
invite-copy = Bileti kopyala
invite-copied = Kopyalandı
invite-way-nearby = Yanımdaki biri
invite-way-code = Dört sözcükle
invite-way-ticket = Biletle
invite-nearby-lesson = Aynı odadaki biri için. Kendi bilgisayarında “Bir çembere katıl”, “Yakında” ve sonra bu bilgisayarı seçer. Kimse girmeden önce iki ekran da aynı dört sözcüğü gösterir.
invite-nearby-begin = Birini içeri al
invite-code-lesson = Konuşabildiğiniz, bilgisayarı aynı ağda olan biri için. Siz dört sözcük söylersiniz, o yazar. Sözcükler on dakika ve bir kişi için geçerlidir.
invite-code-begin = Dört sözcük çıkar
invite-joined = { $person } içeride.
invite-another = Birini daha al
invite-show-text = Metni göster
invite-show-picture = Resmi göster

# Two people pairing
pairing-begins = Bir saniye …
pairing-looks = Aranıyor …
pairing-waits = Birinin istemesi bekleniyor. Öteki bilgisayarda: “Bir çembere katıl”, “Yakında”, sonra bu bilgisayar.
pairing-asking = “{ $node }” bilgisayarına soruldu. Şimdi sahibi yanıt vermeli.
pairing-asked = “{ $node }” içeri girmek istiyor.
pairing-code = Çağırdığınız kişiye bu dört sözcüğü ya da altlarındaki rakamları söyleyin:
pairing-code-lesson = Sözcükleri yazması bekleniyor. Duyan herkes onun yerine girebilir; yalnızca bir kişiye söyleyin.
pairing-good-for = { $count ->
    [0] Az bir süre daha geçerliler.
    [one] Bir dakika daha geçerliler.
   *[other] { $count } dakika daha geçerliler.
}
pairing-code-device = Bu dört sözcüğü yeni bilgisayarda girin. Aşağıdaki resim de aynısını söyler.
pairing-code-device-lesson = On dakika, tek bilgisayar, üç deneme. Anahtarlarınız kadar değerlidir: başka kimseye göstermeyin.
pairing-wrong = { $count ->
    [0] Biri çok kez başka sözcükler yazdı. Bu sözcükler artık geçersiz.
    [one] Biri başka sözcükler yazdı. Bir deneme kaldı.
   *[other] Biri başka sözcükler yazdı. { $count } deneme kaldı.
}
pairing-words-asking = Bu sözcükleri ya da altlarındaki rakamları “{ $node }” bilgisayarının sahibine okuyun. Ekranında aynıları varsa sizi içeri alır: siz burada bir şey onaylamazsınız. Onunkiler başkaysa vazgeçin.
pairing-words-asked = “{ $node }” bilgisayarının ekranında aynı dört sözcük ve altlarında aynı rakamlar mı var? Bakın ya da size okunsun.
pairing-words-device = “{ $node }” aynı dört sözcüğü mü gösteriyor? İki ekrana da bakın ve ikisinde de basın.
pairing-waits-device = Yeni bilgisayar bekleniyor. Orada, ilk ekranda: “{ welcome-other-laptop }”; ya da ayarlarda: “{ devices-become }”.
pairing-same = Aynılar
pairing-differ = Farklılar
pairing-confirmed = Sözcükler aynı. Giriliyor …
pairing-cancel = Vazgeç

# Somebody nearby asks
knock = Biri katılmak istiyor
knock-asks = Yakındaki bir bilgisayar, “{ $node }”, bir çemberinize girmek istiyor.
knock-which = “{ $node }” hangi çembere girsin? Dört sözcüğü karşılaştırmadan çember hakkında hiçbir şey söylenmez.
knock-answer = Yanıtla
knock-no = Şimdi değil

# The page of a circle
circle-page = Bu çemberin kişileri ve ayarları
circle-people = Kişiler
circle-people-lesson = Üyelik, roller ve çıkarma sunucusuz işler. Ayrı kalmış bilgisayarlar karşılaşınca anlaşır.
circle-me = { $name } (siz)
circle-change = Değiştir
circle-remove = Çemberden çıkar
circle-remove-lesson = { $name } bilgisayarında olanı saklar; bunu henüz duymamış bilgisayarlar onunla paylaşmayı sürdürebilir. Duyan kimse ondan yeni bir şey kabul etmez ve bundan sonra yazılanları o okuyamaz.
circle-remove-yes = Çıkar
circle-ways = Nasıl taşınır
circle-leave = Çemberden ayrıl
circle-leave-lesson = Bu bilgisayardakiler sizde kalır, yeni bir şey gelmez. Yazdıklarınız ötekilerde kalır.
circle-leave-only-steward = Tek sorumlu sizsiniz. Siz ayrılınca kimse birini alamaz, çıkaramaz, rol veremez ve çemberin nasıl yayılacağına karar veremez; öteki { $others } kişi okuyup yazmayı sürdürür. Olabiliyorsa önce birini sorumlu yapın.
circle-leave-yes = Ayrıl
role-name-founder = kurucu
role-name-steward = sorumlu
role-name-facilitator = kolaylaştırıcı
role-name-learner = öğrenen
role-name-reader = okur
role-name-carrier = taşıyıcı
role-lesson-steward = Kişileri alır, çıkarır ve rol verir.
role-lesson-facilitator = Yol gösterir, buraya ait olmayanı gizler.
role-lesson-learner = Okur, yazar ve çember izin verirse kişileri alır.
role-lesson-reader = Okur, hiçbir şey yazmaz.
role-lesson-carrier = Eski bir sürümün rolü, artık kimseye verilmez: hiçbir şey okumaz. Ötekiler için mühürlü kayıtları taşıyan bir aktarıcı (“commonplace relay”) ya da bellektir.
ways-anywhere = Her yolla
ways-relays = Burada ve aktarıcılarla
ways-lan = Yalnızca bu ağda
ways-usb = Yalnızca bellekle
ways-anywhere-lesson = Aynı ağda, aşağıdaki aktarıcılarla ve üyelerle daha önce karşılaşılan adreslerde.
ways-relays-lesson = Aynı ağda ve aşağıdaki aktarıcılarla. Başka hiçbir yolla değil.
ways-lan-lesson = Yalnızca tek bir ağdaki bilgisayarlar ve o ağdaki aktarıcılar arasında: hiçbir şey internetten, VPN’den ya da bir okulun iki ağı arasındaki yönlendiriciden geçmez.
ways-usb-lesson = Hiçbir zaman ağ üzerinden değil: yalnızca birinin taşıdığı USB bellekle.
ways-relay-list = Aktarıcılar
ways-no-relay = Yok. Bilgisayarlar karşılaştıklarında alışveriş eder.
ways-relay-hint = Bir aktarıcının adresi
ways-relay-add = Ekle
ways-relay-near = Bu ağda kendini gösteren:
relay-words = “{ $words }”
ways-relay-lease = Kirasını kopyala
ways-relay-leased = Kopyalandı. Aktarıcıyı işleten onu bununla başlatır: commonplace relay --allow, arkasından kira ya da onu içeren bir dosya. Bir parola gibi iletin.
ways-relay-remove = Kaldır
ways-relay-lesson = Aktarıcı, odada ya da internette açık kalan bir bilgisayarınız veya küçük bir kutunuzdur: “commonplace relay” onu aktarıcı yapar. Kapalı bilgisayarlar için mühürlü kopyaları saklar, hiçbirini okuyamaz. Kendi ekranında buradaki dört sözcüğün aynısı görünür.
ways-relay-dropped = Çember artık bu aktarıcılardan geçmiyor. Onlara verilenler, bir sorumlunun bilgisayarı her biriyle karşılaşana dek orada durur:
circle-stick = Bellekle
circle-files = Dosyalar olarak
circle-room = Bu bilgisayardaki yer
room-lesson = Bir çember ona verdiğinizden çok yer tutarsa, önce ilk gelen gider. Yazdıklarınız, eklediğiniz dosyalar, burada tuttuklarınız ve başka kimsede olmayanlar kalır.
room-used = { $used } tutuyor, yer oldukça tutabilir.
room-used-of = Ona verdiğiniz { $quota } yerin { $used } kadarını tutuyor.
room-of-it = { $texts } metin ve { $blobs } ek; eklerin { $staying } kadarı ne olursa olsun kalır.
room-next = Önce gidecek olanlar
room-with = { $count ->
    [0] başka kimsede olduğu bilinmiyor
    [one] başka bir aygıtta da var
   *[other] başka { $count } aygıtta da var
}
room-hint = Örneğin 500 MB ya da 2 GB
room-set = Bu kadar ver
room-unlimited = Sınırsız
room-advised = Çemberin önerdiği kadar: { $size }
room-unreadable = Bir sayı ve MB ya da GB yazın.
circle-log = Neler değişti
log-all = { $count } değişikliğin hepsini göster
log-empty = Henüz hiçbir şey değişmedi.
circle-forked = { $devices } aygıtının anahtarı aynı anda iki yerde kullanıldı: kopyalanmış bir bilgisayar ya da herkese başka bir şey söyleyen biri.
circle-renew = Çemberin anahtarını değiştir
circle-renew-lesson = Eski anahtarı ele geçiren bundan sonra yazılanları okuyamaz. Kaybolmuş ya da kopyalanmış bir bilgisayar başka bir konudur: onu sahibi alır, bu da anahtarı değiştirir. Anahtar her çıkarmada ve bir aylık olunca, bir yönetici yazdığında kendiliğinden de değişir.
stick-lesson = Ortak ağı olmayan bilgisayarlar için. Bir USB bellek takın, klasörünü yazın ve dolaştırın: her bilgisayar ötekilerin getirdiğini okur, onlarda olmayanı ekler. Üzerindeki her şey mühürlüdür.
stick-hint = Belleğin klasörü, örneğin /media/ana/STICK
stick-exchange = Alışveriş yap
stick-reading = Ötekilerin getirdikleri okunuyor …
stick-writing = Ötekilerde olmayabilecekler yazılıyor …
stick-read = Okundu: { $count ->
    [0] yeni bir şey yok
   *[other] { $count } yeni değişiklik
}
stick-written = Yazıldı: { $records } değişiklik, { $blobs } ek
stick-done = Bitti. Sisteminiz izin verince belleği çıkarabilirsiniz. Üzerindekiler henüz kimseye ulaşmadı; ulaşınca burada görürsünüz.
stick-done-nothing = Bitti. Sisteminiz izin verince belleği çıkarabilirsiniz. Belleğin uğradığı bilgisayarlarda buradakilerden eksik bir şey yok.
offer = Bir demet
offer-looking = Bakılıyor …
offer-reading = Okunuyor …
offer-read = Oku
offer-what = “{ $circle }” çemberinden: { $records } değişiklik, { $blobs } ek, { $size }.
offer-lesson = Bu dosyayı kimin yazdığı içinde yazmaz. İçindeki her değişiklik yazarını bildirir ve okunurken denetlenir. Henüz hiçbiri okunmadı.

# Yakında
nearby = Yakında
nearby-nobody = Şu anda yakında kimse yok. Bilgisayarı aynı ağda olanlar burada görünür.
# Heading over those whom this laptop is in touch with and who are not on the same network
nearby-elsewhere = Başka yerlerde
nearby-strangers = { $count ->
    [one] Yakındaki bir bilgisayarla henüz ortak çemberiniz yok.
   *[other] Yakındaki { $count } bilgisayarla henüz ortak çemberiniz yok.
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
search-wider = Bütün çemberlerde
search-all = Bütün çemberlerde ara
search-all-hint = Aranacak sözcükler
search-all-lesson = Birkaç harf yazın. ↑ ve ↓ bulunanlarda gezinir, Enter açar.
search-nothing-lesson = Bir şey bulunamadı. Daha az ya da başka sözcükler deneyin.
filter-all = Hepsi
filter-notes = Notlar
filter-questions = Sorular
filter-open = Açık
filter-more = Sırala ve süz
filter-only = Yalnızca
filter-unread = yeni
filter-unread-count = yeni olanlar ({ $count })
filter-mine = benimkiler
filter-tags = Etiketler
questions-all = Hepsi
questions-unanswered = Yanıtsız
sort = Sıra
sort-newest = önce en yeni
sort-oldest = önce en eski
sort-title = başlık
sort-author = yazan
sort-folder = klasördeki gibi
list-empty = Boş bir sayfa
list-empty-lesson = İlk notu yazın ya da bir klasör dolusu Markdown dosyasını bu pencereye bırakın. Çemberdeki herkes ekleme yapabilir.
list-no-questions = Henüz soru yok
list-no-questions-lesson = Birlikte öğrenmenin en kısa yolu: neyi anlamak istediğinizi sorun. Bir soruya tek satır yeter.
list-none-open = Açık soru yok
list-none-open-lesson = Her sorunun kabul edilmiş bir yanıtı var.
list-none-unanswered = Bekleyen yok
list-none-unanswered-lesson = Her sorunun bir yanıtı var.
list-sifted = Uyan bir şey yok
list-sifted-lesson = Süzgeçlerden birini kaldırın.
row-new-by = yeni: { $name }
chosen-count = { $count ->
    [one] { $count } seçili
   *[other] { $count } seçili
}
chosen-none = Seçimi kaldır
act-open = Aç
act-read = Okundu say
act-copy = Markdown olarak kopyala
act-save = Dosyaya kaydet
act-keep = Ekleri burada tut
act-take-back = Geri çek
home-library = Notlar ve sorular
home-new = Sizin için yeni
home-nothing-new = Yeni bir şey yok: buradaki her şeyi gördünüz.
home-all-new = Bütün yeniler ({ $count })
home-all-read = Hepsini okundu say
home-unanswered = Yanıt bekleyenler
home-asked = soruldu: { $when }
home-waits = { $days ->
    [one] bir gündür yanıtsız
   *[other] { $days } gündür yanıtsız
}
home-all-unanswered = Yanıtlanmamış hepsi
home-begun = Başlanmış, yayımlanmamış
home-begun-note = yeni bir not
home-begun-edit = bir değişiklik
home-begun-ask = bir soru
home-begun-answer = bir yanıt
home-begun-comment = bir yorum
home-only-here = Yalnızca bu bilgisayarda
home-only-here-lesson = Ötekilerden biri yakına gelir gelmez kendiliğinden ona geçer.
home-more = { $count ->
    [one] ve bir tane daha
   *[other] ve { $count } tane daha
}
home-people = Kimler var
home-here = şimdi bağlantıda
home-heard = son haber: { $when }
home-never = henüz haber yok
home-people-more = Ne kimde
home-circle-more = Kişiler ve ayarlar
home-first = Yeni bir çember. Önce ne olsun?
home-first-others = Buraya henüz bir şey gelmedi. Ötekilerin yazdıkları kendiliğinden gelir; siz bu arada başlayabilirsiniz.
home-first-write = İlk notu yazın
home-first-write-lesson = Bugün öğrendiğiniz, kendi sözlerinizle.
home-first-bring = Elinizdeki notları alın
home-first-bring-lesson = Bir klasör Markdown, resimleriyle.
home-first-invite = Birini çağırın
home-first-invite-lesson = Yanınızdaki birini, dört sözcükle ya da davetiyeyle. O zaman yazdığınızın ikinci bir evi olur.
home-first-ask = İlk soruyu sorun
home-first-ask-lesson = Neyi anlamak istersiniz? Tek satır yeter.

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
delivery-brief = { $devices }/{ $of }
delivery-files = metin { $of } aygıtın { $devices } tanesinde, { $count ->
    [one] ek
   *[other] ekler
} { $files ->
    [0] henüz hiçbirinde
   *[other] { $files } tanesinde
}
delivery-lesson = Bu çemberin { $of } aygıtından { $devices } tanesinde olduğu biliniyor.
delivery-lesson-files = Metnin bu çemberin { $of } aygıtından { $devices } tanesinde olduğu biliniyor; { $count ->
    [one] ekin
   *[other] bütün eklerin
} { $files ->
    [0] henüz hiçbirinde olduğu bilinmiyor.
   *[other] { $files } tanesinde.
}
delivery-lesson-alone = Şimdilik yalnızca bu bilgisayarda var. Ötekilerden biri yakına gelir gelmez kendiliğinden ona geçer.
delivery-lesson-part = Buna yazdığınız bir şey şimdilik yalnızca bu bilgisayarda var. Ötekilerden biri yakına gelir gelmez kendiliğinden ona geçer.
delivery-lesson-nobody = Bu çemberde şimdilik yalnızca siz varsınız. Birini davet edin, ikinci bir yeri olsun.

# Okuma
edit = Düzenle
comment = Yorum
ask-about = Bunu sor
ask-about-selection = Seçileni sor
asked-about = Biri bunu soruyor
more = Diğer
outline = İçindekiler
copy-markdown = Markdown olarak kopyala
copy-selection = Seçileni Markdown olarak kopyala
formula-copy = Formülü TeX olarak kopyala
leads-here = Buraya götürenler
note-before = Bundan önce
note-after = Sonraki
to-accepted = Kabul edilen yanıta git
find = Bu notta bul
find-page = Bu sayfada bul
find-hint = Bu sayfada aranacak sözcükler
find-place = { $count ->
    [0] bulunamadı
   *[other] { $place } / { $count }
}
find-previous = Önceki yer
find-next = Sonraki yer
versions = Nasıl oluştu
versions-close = Nota dön
versions-restore = Bu sürümü geri getir
versions-beginning = başlangıç
versions-first = Böyle başladı.
versions-unchanged = Yazıldığından beri değiştirilmedi.
versions-title = yeni başlık: “{ $title }”
versions-added = eklendi, altı çizili
versions-removed = çıkarıldı, üstü çizili
versions-same = { $count ->
    [one] değişmeyen bir satır
   *[other] değişmeyen { $count } satır
}
versions-same-text = Metin olduğu gibi kaldı.
flag = Burada bir yanlışlık var
flag-lesson = Bu çemberi yönetenlere bildirilir. Birkaç kişi aynı şeyi söylerse, bakılana kadar gizlenir.
flag-hint = Yanlış olan ne? Bunu herkes okuyabilir.
flag-do = Bildir
flag-done = Bu çemberi yönetenlere bildirildi. Teşekkürler.
hide = Gizle
hide-lesson = Yalnızca yazarı ve yönetenler görecek. Yeniden gösterebilirsiniz.
hide-hint = Neden? Bunu herkes okuyabilir.
hide-do = Gizle
show-again = Yeniden göster
show-again-lesson = Çemberdeki herkes yeniden görecek.
show-again-do = Göster
take-back = Geri al
take-back-lesson = Burada ve bunu duyan her dizüstünde kaybolur. Birinin kopyaladığı geri alınamaz.
take-back-do = Geri al
hidden-lesson = Gizli: yalnızca yazarı ve yönetenler görüyor.
hidden-by = { $name } gizledi: “{ $reason }”. Yalnızca yazarı ve yönetenler görüyor.
hidden-flagged = Yönetenler bakana kadar gizli: birkaç kişi bir yanlışlık olduğunu söylüyor. “{ $reason }”
helpful = { $count ->
    [0] Yararlı
   *[other] Yararlı · { $count }
}
edits = { $count ->
    [one] bir kez değişti
   *[other] { $count } kez değişti
}
written-by = Yazanlar: { $names }
written-by-mine = Yazanlar: { $names } ve siz
other-title = Biri aynı anda başka bir başlık verdi: “{ $title }”. Birini seçmek için notu düzenleyin.
titles-apart = Aynı anda birkaç başlık verildi. Kalacak olanı seç; herkes onu alır.
title-take = Bunu al
both-edited = { $names } birbirinden habersiz burayı değiştirdi; iki değişiklik de metinde.
both-edited-mine = Siz ve { $names } birbirinizden habersiz burayı değiştirdiniz; iki değişiklik de metinde.
both-edited-settle = Gözden geçir
comments = { $count ->
    [0] Henüz yorum yok
    [one] { $count } yorum
   *[other] { $count } yorum
}
comment-hint = Yorum yaz
comment-send = Gönder
change-publish = Değişikliği yayımla
revised = düzenlendi
said-apart = Yazarı aynı anda başka bir aygıtta bunu şöyle değiştirdi: “{ $text }”. Düzenlemek konuyu kapatır.
attachments = { $count ->
    [one] { $count } ek
   *[other] { $count } ek
}
attachment-save = Kaydet
attachment-save-as = Farklı kaydet…
save-as = Farklı kaydet
save-as-lesson = “{ $name }” nereye gitsin. Bir dosyanın üzerine ancak onu seçip onaylarsanız yazılır.
save-as-hint = Nereye, örneğin ~/Belgeler/hucre.png
attachment-fetch = Getir
attachment-arriving = { $size } içinden yüzde { $percent }, saniyede { $rate }, { $peers ->
    [0] şu anda kimseden
    [one] bir bilgisayardan
   *[other] { $peers } bilgisayardan
}
attachment-awaited = { $percent ->
    [0] { $size }, elinde olan biri yakına gelince gelir
   *[other] { $size } içinden yüzde { $percent }, elinde olan biri yakına gelince sürer
}
attachment-absent = { $percent ->
    [0] bu bilgisayarda değil
   *[other] yüzde { $percent } bu bilgisayarda
}
attachment-with = { $more ->
    [0] bunlarda var: { $names }
    [one] bunlarda var: { $names } ve bir kişi daha
   *[other] bunlarda var: { $names } ve { $more } kişi daha
}
attachment-with-nobody = kimde olduğu bilinmiyor
attachments-pin = Burada tut
attachments-pinned = Burada tutuluyor
attachments-pin-lesson = Tutulan ekler yer açmak için asla bırakılmaz.
size-b = { $amount } B
size-kb = { $amount } kB
size-mb = { $amount } MB
size-gb = { $amount } GB
size-tenths = { $whole },{ $tenths }
reading-omitted = Bu metin bütünüyle gösterilemeyecek kadar uzun: { $kib } KiB daha gösterilmiyor. Hepsini okumak için çemberi dışa aktarın.
picture-not-attached = Bu resim nota eklenmemiş.
picture-on-its-way = Bu resim henüz yolda.
picture-elsewhere = Bu resim bu bilgisayarda değil. Metnin altından getirilebilir.
picture-too-large = Bu resim burada gösterilemeyecek kadar büyük.
picture-unknown = Bu dosya burada gösterilebilen bir resim değil.
picture-unreadable = Bu resim okunamadı.
code-elsewhere = Bu kod, kitabın birlikte getirilmemiş bir dosyasında duruyor.

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
answer-write = Yanıt yaz
answer-accept = Sorumu yanıtlıyor
answer-endorsed = onaylandı

# Dosya almak
bring = Dosya al
bring-lesson = Bir Markdown dosyası ya da bir klasör dolusu dosya bu çemberin notları olur; resimleri de birlikte gelir. Bu pencerenin üzerine de bırakabilirsiniz.
bring-hint = Yeri, örneğin ~/Belgeler/notlar
bring-button = İçeri al
bring-busy = Çalışıyor…
outcome-all = Hepsi ({ $count })
outcome-refused = alınmadı
outcome-created = yeni
outcome-updated = değişti
outcome-attached = eklendi
outcome-unchanged = aynı
outcome-written = yazıldı
outcome-well = Her şey yolunda
outcome-some = { $count ->
    [one] Bir dosya olmadı
   *[other] { $count } dosya olmadı
}
outcome-nothing = Alınacak bir şey yoktu.
outcome-more = { $count ->
    [one] ve bir tane daha, kopyalanan listede
   *[other] ve { $count } tane daha, kopyalanan listede
}
outcome-copy = Listeyi kopyala
export = Çemberi dışa aktar
export-lesson = Bu çemberin bu bilgisayardaki her şeyi, her programın açabildiği bir Markdown ve ek klasörü olarak. Orada değişenler, klasör içeri alınınca geri gelir.
export-hint = Nereye, örneğin ~/Belgeler/cember
export-button = Yaz
export-done = Yazıldığı yer: { $place }
attach = Dosya ekle
attach-lesson = Dosya bu notla birlikte çemberdeki herkese gider. Bu pencerenin üzerine de bırakabilirsiniz.
attach-hint = Yeri, örneğin ~/Belgeler/bolum.pdf
attach-button = Ekle

# Choosing files
choose-file = Dosya seç…
choose-files = Dosyaları seç…
choose-folder = Klasör seç…
choose-new-file = Yer seç…
choose-none = Bu masaüstünde dosya seçmek için yanıt veren bir pencere yok. Yerini bunun yerine alana yazın.
taking-no-file = Bu yerde dosya yok. Bir metinle klasör gelemez; içindeki dosyaları seçin.
taking-not-own = Dosyalar yalnızca kendi metninizle gelebilir.
taking-too-large = Panodaki resim çok büyük: en çok 16 milyon piksel alınır. Onu bir dosyaya kaydedip dosyayı ekleyin.
taking-unusable = Panodaki resim okunamıyor. Onu bir dosyaya kaydedip dosyayı ekleyin.

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
similar = Belki yanıtı zaten burada
similar-question = soran: { $name }
similar-note = not: { $name }
editor-text-hint = Düz metin yeter; Markdown da olur
editor-question-text-hint = Neleri denediniz, nerede anlamsızlaşıyor?
editor-preview-empty = Yazdıklarınız burada, ötekilerin okuyacağı gibi görünür.
editor-preview = Önizleme
editor-files = Yayımladığınızda eklenecek:
editor-file-let-go = { $name } eklenmesin
editor-files-elsewhere = Öbür bilgisayarınızda durduğu için buradan eklenmez: { $names }
format-strong = Kalın
format-emphasis = İtalik
format-code = Kod
format-link = Bağlantı
format-heading = Başlık
format-bullets = Liste
format-numbers = Numaralı liste
format-tasks = Görevler
format-quote = Alıntı
format-table = Tablo
draft-kept = Taslak saklandı
draft-keeping = Taslak saklanıyor…
draft-restored = Bu, geçen seferki taslağınız.
draft-before = Buna daha önce başlamıştınız.
draft-discard = Baştan başla
draft-other = { $device } üzerinde de başlandı.
draft-other-there = { $device } üzerinde de başlandı: aktarılamayacak kadar uzun, bu yüzden orada duruyor.
draft-other-add = Altına ekle
draft-other-laptop = öbür bilgisayarınız

# Kişiler ve kopyalar
people = Kişiler ve kopyalar
people-lesson = Her aygıtta neyin bulunduğu biliniyorsa o yazılı. Bir süredir haber alınmayan bir aygıtta burada yazandan fazlası olabilir, azı olamaz.
people-known-persons = Çemberlerinizdekiler
people-safe = Buradaki her şey en az bir başka aygıtta da var.
people-empty = Burada henüz bir şey yazılmadı.
people-alone = { $count ->
    [one] { $count } değişiklik, yalnızca bu bilgisayarda. Birini çağırırsanız ikinci bir evi olur.
   *[other] { $count } değişiklik, yalnızca bu bilgisayarda. Birini çağırırsanız ikinci bir evleri olur.
}
people-elsewhere = Başka aygıtlarda bu bilgisayara ulaşmamış { $count } değişiklik daha var.
people-waiting = { $count ->
    [one] { $count } değişiklik henüz okunamıyor; anahtarı yolda.
   *[other] { $count } değişiklik henüz okunamıyor; anahtarları yolda.
}
people-blobs-missing = { $count ->
    [one] { $count } ek henüz burada değil.
   *[other] { $count } ek henüz burada değil.
}
people-only-here-more = { $count ->
    [one] ve bir tane daha
   *[other] ve { $count } tane daha
}
people-has-all = her şey onda var
people-lacks = { $count ->
    [one] { $count } değişiklik eksik
   *[other] { $count } değişiklik eksik
}
people-known = daha önce görüldü
people-network = Bu bilgisayarın gördükleri
people-by-address = İki bilgisayar birbirini görmüyorsa
people-by-address-lesson = Ya da birinde, öbürünün bu sayfanın sonunda gösterdiği bir adresi yazın.
people-stranger = Ortak çemberi olmayan biri
people-address-hint = örneğin 192.168.1.7:4001
people-dial = Bu adresi dene
people-dialled = Deneniyor. Yanıt veren olursa yukarıda görünür.
people-listening = Bu bilgisayara ulaşılan adresler
people-listening-nothing = Bu bilgisayar şu anda hiçbir ağda değil.
people-safe-with = { $more ->
    [0] Burada yazdığınız her şey { $device } üzerinde de var.
   *[other] Burada yazdığınız her şey { $device } ve { $more } aygıtta daha var.
}
people-said = son haber: { $when }, başkaları üzerinden
people-relay = aktarıcı
doctor-look = Neyin engellediğine bak
doctor-looking = Bakılıyor …
doctor-lesson = Bu bilgisayar engelin ne olduğuna bakabilir: başka bir ağ, güvenlik duvarı, bilgisayarları birbirinden ayıran bir yönlendirici.
doctor-next-nobody-near = İkisinin aynı ağda olup olmadığına bakın; sonra ötekinin “{ people }” sayfasında gösterdiği adresi aynı sayfada yazın.
doctor-next-discovery = Bulunmak için ayarlarda “{ settings-tab-network }” sayfasında “{ discovery-on }” seçin.

# Ayarlar
settings = Ayarlar
settings-tab-you = Siz
settings-tab-looks = Pencere
settings-tab-network = Ağ
settings-tab-trouble = Sorun
profile-seen = Başkaları sizi bu adla, bu bilgisayarı “{ $device }” olarak görür.
profile-fingerprint = Gözle karşılaştırmak için dört sözcüğünüz: { $words }
profile-devices = { $count ->
    [one] Bu bilgisayar tek cihazınız.
   *[other] { $count } cihazınız var.
}
settings-name = Ad
settings-rename = Değiştir
settings-paper = Görünüm
settings-language = Dil
settings-home = Klasör
settings-home-lesson = Sizin olan her şey bu klasörde: anahtarlarınız, notlarınız ve çemberlerinizin notları.
settings-backup = Yedek
settings-discovery = Bu ağda ötekileri bulmak
backup-lesson = Bütün çemberleriniz, notlarınız ve ekleriniz tek dosyada, bir parolayla mühürlü; age dosyalarını açan başka programlar da açabilir. Anahtarlarınız içinde değildir: yanında kurtarma sözcükleriniz gerekir.
backup-place = Nereye, örneğin /media/ana/STICK/ana.age
backup-passphrase = Bu dosyanın parolası
backup-passphrase-lesson = Bir yere yazın: dosyayı onsuz kimse açamaz.
backup-write = Yedeği yaz
backup-writing = Yazılıyor ve denetleniyor …
backup-made = Yedek yazıldı ve geri okundu: { $records } değişiklik, { $blobs } ek.
discovery-on = Açık
discovery-quiet = Sessiz
discovery-off = Kapalı
discovery-on-lesson = Bu bilgisayar burada olduğunu her ağda aynı kalan bir adla söyler; orada dinleyen onu tanıyabilir. Ötekileri görür.
discovery-quiet-lesson = Dinler, hiçbir şey söylemez. İki sessiz bilgisayar birbirini bulamaz.
discovery-off-lesson = Ne dinler ne söyler; adresli biletler kullanın.
settings-devices = Aygıtlarınız
settings-words = Kurtarma sözcükleri
settings-seal = Parola

# Recovery words
words-lesson = Bu bilgisayar kaybolur ya da bozulursa ve başka bilgisayarınız yoksa sizi kâğıttaki 24 sözcük geri getirir.
words-unseen = Henüz yazmadınız.
words-shown = Gördünüz, ama kâğıdınız hiç denetlenmedi.
words-checked = Yazıldı ve denetlendi.
words-show = Sözcükleri göster
words-check = Kâğıdımı denetle
words-keep = Bu sırayla kâğıda yazın ve kimsenin bakmadığı bir yerde saklayın: bu sözcükler kimdeyse o sizsiniz. Fotoğrafını çekmeyin.
words-fingerprint = Geri döndükten sonra karşılaştırın: { $words }
words-close = Gizle
words-which = Kâğıdınızda ne yazıyor?
words-number = { $place }. sözcük

# Passphrase
seal-lesson = Parola koyarsanız bu bilgisayarı bulan sizin adınıza konuşamaz. Program her açıldığında yazarsınız.
seal-open = Parola yok: bu bilgisayarı kullanabilen siz olabilir.
seal-sealed = Anahtarlarınız mühürlü.
seal-set = Parola koy
seal-change = Değiştir ya da kaldır
seal-remove = Kaldır
seal-old = Şimdiki parola
seal-new = Yeni parola
seal-again = Aynı parola bir kez daha
seal-differ = İkisi farklı.
seal-busy = Mühürleniyor …

# Devices
devices-lesson = Her bilgisayarınız ayrı bir aygıttır. Biri kaybolursa buradan alın: ondan sonra yeni hiçbir şey okuyamaz, yazdıkları kabul edilmez.
devices-this = bu bilgisayar
devices-revoked = alındı
devices-wrote = { $when } yazdı
devices-silent = henüz bir şey yazmadı
devices-forked = Anahtarı, kopyalanmış bir klasördeki gibi, aynı anda iki yerde kullanıldı.
devices-revoke = Al
devices-revoke-lesson = “{ $device }” bundan sonra yazılanları okuyamaz, yazdıkları kabul edilmez. Üzerinde olanlar orada kalır. Geri alınamaz.
devices-revoke-yes = Aygıtı al
devices-revoked-told = “{ $device }” { $count ->
    [0] alındı.
   *[other] { $count } çemberden alındı.
}
devices-revoked-waiting = Şu çemberlerde, bu bilgisayar oradan biriyle karşılaşınca alınacak: { $circles }.
devices-link = Yeni bilgisayar bağla
devices-become = Bu benim yeni bilgisayarım
devices-link-lesson = Şimdiye dek kullandığınız bilgisayarda birinci, yenisinde ikinci düğmeye basın. İkisi de aynı dört sözcüğü gösterir. Yenisi henüz hiçbir çemberde olmamalıdır.
devices-link-sealed = Yeni bilgisayara, kurtarma sözcüklerinizin karşılığı olan anahtar verilir. Onu burada mühürleyen parolayı yazın.
devices-renew-lesson = Bu bilgisayar aygıtlarınızdan alındı: üzerindekini okur, artık yazmaz. Bunu siz yapmadınız mı? Öyleyse kurtarma sözcüklerinizin karşılığı olan anahtar bir başkasında. Bu bilgisayarı yeni bir aygıt yapın ve onunkini alın.
devices-renew = Ben yapmadım: yeni bir aygıt yap
devices-renew-sealed = Kurtarma sözcüklerinizin karşılığı olan anahtar bu bilgisayarı yeni bir aygıt yapar. Onu burada mühürleyen parolayı yazın.
devices-handed-over = Anahtarlarınız { $when } “{ $node }” bilgisayarına verildi; o zamandan beri aygıtınız olarak görünmedi. Sizin değilse anahtarlar bir başkasında: burada tanımadığınız bir aygıt belirirse alın.
devices-linked = Bağlandı. Çemberleriniz kendiliğinden gelir.
devices-link-code = Bunun yerine dört sözcükle
devices-become-lesson = Şimdiye dek kullandığınız bilgisayarda “{ devices-link }” düğmesine basın. Sonra onu, gösterdiği iki sözcükten tanıyarak burada seçin.
devices-ask = Bu benim
devices-code-lesson = Ya da onun gösterdiği dört sözcüğü yazın.
devices-say = Bağla
paper-system = Sistemdeki gibi
paper-light = Açık
paper-dark = Koyu
paper-contrast-light = Yüksek karşıtlık, açık
paper-contrast-dark = Yüksek karşıtlık, koyu
paper-lesson = Bütün bilgisayarlarınızda geçerlidir.
settings-size = Yazı boyu
size-smaller = Küçült
size-larger = Büyüt
size-usual = Olağan boy
size-percent = %{ $percent }
size-lesson = Yazıyla birlikte her şey büyür, yalnız bu bilgisayarda. Tuşlarla: Ctrl +, Ctrl −, Ctrl 0.
settings-notices = Başka bir pencerede çalışırken
notices-mine = Beni ilgilendireni bildir
notices-mine-lesson = Bir sorunuza gelen yanıt, bir çemberinizin buluşması, sizinle öğrenmek isteyen biri, içeri alınmak isteyen biri, sizi içeri alan bir çember.
notices-all = Yeni olan her şeyi bildir
notices-all-lesson = Başkalarının soruları ve bir çembere birinin gelmesi de.
notices-none = Hiçbir şey bildirme
notices-none-lesson = Yeni olan burada işaretlenir ve bekler.
notices-lesson = Bildirim yalnız yeni bir şey olduğunu söyler; ne olduğunu söylemez, kimsenin adını vermez: ekranı başkaları da görebilir.
notice-knock = Yakındaki biri içeri alınmak istiyor.
notice-let-in = Bir çember sizi içeri aldı.
notice-answered = Bir sorunuza yeni bir yanıt geldi.
notice-asked = Biri bir soru sordu.
notice-joined = Bir çemberinize biri geldi.
settings-lasting = Kısa iletiler
lasting-no = Kendiliğinden gitsin
lasting-no-lesson = Beş saniye sonra.
lasting-yes = Ben kapatana dek kalsın
lasting-yes-lesson = Yavaş okuyan ya da başka yere bakan için.
settings-scripts = Başka dillerin harfleri
scripts-all = Çince, Japonca ve Korece bu sistemin yazı tipleriyle gösterilir.
scripts-missing = Bu sistemde şu dillerin harfleri yok: { $scripts }; yerlerinde kutular durur. fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) ya da noto-fonts-cjk (Arch) paketini kurun ve Commonplace’i yeniden açın.
script-chinese = Çince
script-japanese = Japonca
script-korean = Korece
trouble-doctor = Yolda ne var
trouble-nothing = Bu bilgisayarın görebildiği kadarıyla yolda bir engel yok.
trouble-log = Programın söyledikleri
trouble-log-lesson = Açıldığından beri son satırlar. Hiçbir kişinin ya da notun adını vermezler ve siz başkasına vermedikçe bu bilgisayarda kalırlar.
trouble-log-empty = Şimdiye dek hiçbir şey. Bu iyiye işaret.
trouble-copy = Hepsini kopyala
trouble-save = Dosya olarak kaydet
trouble-again = Yeniden oku

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
toast-copied-items = { $count ->
    [one] Markdown olarak kopyalandı
   *[other] { $count } tanesi Markdown olarak kopyalandı
}
toast-read = { $count ->
    [one] Okundu sayıldı
   *[other] { $count } tanesi okundu sayıldı
}
toast-kept = { $count ->
    [one] Ekleri bu bilgisayarda kalır
   *[other] { $count } tanesinin ekleri bu bilgisayarda kalır
}
toast-taking-back = { $count ->
    [one] “{ $title }” geri çekiliyor. Henüz kimseye söylenmedi.
   *[other] { $count } tanesi geri çekiliyor. Henüz kimseye söylenmedi.
}
toast-took-back = { $count ->
    [one] Geri çekildi. Başkalarının başka yere aldığı kopyalar geri alınamaz.
   *[other] { $count } tanesi geri çekildi. Başkalarının başka yere aldığı kopyalar geri alınamaz.
}
toast-saved-items = { $count ->
    [one] { $place } klasörüne kaydedildi
   *[other] { $count } tanesi { $place } klasörüne kaydedildi
}
toast-saved = Kaydedildi: { $place }
toast-joined = “{ $circle }” çemberindesiniz
toast-attached = { $count ->
    [one] Bir dosya eklendi
   *[other] { $count } dosya eklendi
}
toast-not-kept = Yazdıklarınız saklanamadı. { $why } Vazgeçmek için pencereyi bir kez daha kapatın.
toast-no-such-note = Burada “{ $name }” adlı bir not yok
toast-no-such-file = Bu, birlikte getirilmemiş olan “{ $name }” dosyasına götürüyor
# Genel cümlenin bir komut adı verdiği yerlerde olmayan şey
trouble-not-awaited = O bilgisayar yeni bir aygıt beklemiyor. Orada, ayarlarda “{ devices-link }” düğmesine basın ve yeniden deneyin.
trouble-several-nearby = Yakında birkaç bilgisayar var ({ $nodes }). Hangisini kastettiğinizi seçin ya da dört sözcükle bağlayın.
trouble-several-ask = Birkaç bilgisayar soruyor ({ $nodes }). Dört sözcükle bağlayın: onları tek bir bilgisayar kullanabilir.
trouble-no-network = Bunun için ağ gerekiyor, ağ ise çalışmıyor. Bu pencereyi kapatıp yeniden açın.
trouble-lived-in = Bu bilgisayar zaten çemberlerde, bu yüzden kiminse onun kalır. Yalnızca çemberi olmayan bir bilgisayar başka birinin aygıtı olabilir.
trouble-copied = Bu klasör başka bir bilgisayarınkinin kopyası ve onu ayrı bir aygıt yapacak anahtar içinde değil. Yeni bir klasörde başlayın ve kurtarma sözcüklerinizle dönün.
trouble-home-exists = Bu klasörde zaten biri yaşıyor. Bu pencereyi kapatıp yeniden açın.
trouble-wrong-word = { $place }. sözcük başka. Kâğıdınıza yeniden bakın ya da “{ cancel }” düğmesine basıp sözcüklere bakın.
trouble-backup-without-keys = Bu yedekte anahtar yok, bu yüzden 24 kurtarma sözcüğünüz de gerekli.
trouble-not-a-bundle = { $file }, Commonplace’in bellek için yazdığı bir dosya değil. Orada yeniden yazdırın.
trouble-bundle-foreign = { $file }, içinde olmadığınız bir çembere ait. Önce bir üyeden bilet isteyin, sonra belleği yeniden okutun.
trouble-store = Disk bunu almadı. Kaydedilmiş hiçbir şey kaybolmadı; bu pencereyi kapatıp yeniden açın.
trouble-device-revoked = Bu aygıt sahibi tarafından iptal edildi, bu yüzden üzerinde bir şey yazılamaz; içindekiler okunabilir. Bunu siz yapmadıysanız ayarlarda onu yeni bir aygıtınız yapın.
trouble-too-many-devices = { $count } aygıtınız var, bir çember en çok bu kadarını alır ({ $devices }). Artık kullanmadığınız birini ayarlarda iptal edip yeniden deneyin.

# Tuşlar
keys = Tuşlar
keys-everywhere = Her yerde
keys-list = Listede
keys-reading = Okurken
keys-writing = Yazarken
key-palette = adıyla her şey
key-write = not yaz
key-ask = soru sor; bir not açıksa onun hakkında
key-search = bu çemberde ara
key-search-all = bütün çemberlerde ara
key-rows = listede gezin
key-extend = bir satır daha seç
key-choose = bütün satırları seç; bu satırı seç ya da bırak
key-menu = satırla, açık olanla ya da odaktaki yanıt veya yorumla ne yapılabileceği
key-open = satırı aç
key-page = bir sayfa aşağı ya da yukarı
key-ends = başa ya da sona
key-edit = açık notu düzenle ya da açık soruyu yanıtla
key-publish = yazdığınızı yayımla
key-undo = yazdığınızı geri al ya da yinele; geri çekilmekte olanı tut
key-find = açık notta ya da soruda sözcük bul; başka yerde çemberde ara
key-outline = açık notun içindekiler
key-copy-markdown = seçileni ya da açık olanı Markdown olarak kopyala
key-history = açık not nasıl oluştu
key-paste = düzenleyicide: sözcükleri, bir resmi ya da kopyalanan dosyaları yapıştır
key-field = kes, kopyala, yapıştır, tümünü seç
key-format = yazılan yerde: kalın, italik, bağlantı, kod, başlık, liste, görevler
key-bring = dosya al ya da açık notunuza ekle
key-back = geri ya da kapat
key-focus = sonraki ya da önceki düğme
key-circles = bütün çemberler
key-circle-home = çemberde yeni olanlar
key-people = kişiler ve kopyalar
key-invite = birini çağır
key-circle = çemberin kişileri ve ayarları
key-paper = açık ya da koyu
key-size = her şeyi büyüt, küçült, olağan boya getir
key-settings = ayarlar
key-sheet = bu sayfa
palette = Ne yapmak istersiniz?
palette-hint = Bir sözcük yazın: eylem, çember, kişi, not
palette-nothing = Bu adda bir şey yok.
palette-circle = çember
palette-person = { $circle } çemberinden
palette-found = yeni bir çember başlat
palette-join = bir çembere katıl
palette-export = çemberi dışa aktar
palette-stick = USB bellekle alışveriş yap
palette-all-read = çemberdeki her şeyi okundu say
palette-unread = yeni olanları göster
palette-unanswered = yanıtlanmamış soruları göster
palette-doctor = bilgisayarlar neden birbirini görmüyor, bak
palette-settings = ayarlar: { $page }

# Komutların bulunduğu başka sözcükler
also-key-write = yeni oluştur ekle sayfa not yazı new note write { write }
also-key-ask = yeni soru yardım question ask { ask }
also-key-edit = değiştir düzelt yanıtla cevap edit
also-key-find = ara sözcük bul sayfada find
also-key-outline = içindekiler başlıklar bölümler contents
also-key-copy-markdown = pano kopyala paylaş copy
also-key-history = sürümler geçmiş değişiklikler geri getir history versions
also-key-search = bul ara süz search find
also-key-search-all = bul ara her yerde search
also-key-circle-home = başlangıç özet bugün home
also-key-bring = içe aktar al dosya aç klasör ekle yükle resim import open file add folder { bring }
also-key-invite = paylaş bilet üye ekle kişi kod davet invite share QR { invite }
also-key-circle = üyeler roller aktarıcı ayrıl çıkar bellek USB yer members relay leave { circle-page }
also-key-circles = gruplar başlangıç groups home
also-key-people = üyeler aygıtlar eşitleme yedek nerede güvende bağlantı ağ adres devices sync people
also-key-settings = tercihler seçenekler settings preferences
also-key-paper = karanlık gece koyu açık tema görünüm gündüz dark night theme
also-key-sheet = yardım kısayollar klavye help shortcuts
also-palette-found = oluştur ekle grup sınıf new circle group { found }
also-palette-join = gir bilet davet kod yakında join ticket QR { join }
also-palette-export = dışa aktar kaydet yaz yedek indir dosyalar klasör export save
also-palette-stick = flaş disk taşı ağsız paket stick exchange { circle-stick }
also-palette-all-read = görüldü temizle bildirim read
also-palette-unread = haber son okunmamış news unread
also-palette-unanswered = açık sorular yardım bekleyen open
also-palette-doctor = bağlantı sorun ağ Wi-Fi bulunamadı güvenlik duvarı yardım connection trouble doctor { doctor-look }
also-settings-tab-you = ayarlar ad profil parola kurtarma sözcükler aygıtlar bilgisayar yedek hesap name backup
also-settings-tab-looks = ayarlar dil görünüm tema karanlık gece boyut yazı büyüt bildirim language dark size font
also-settings-tab-network = ayarlar bulunma görünür gizli sessiz Wi-Fi network
also-settings-tab-trouble = ayarlar günlük tanı hata destek log error

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
time-brief-now = şimdi
time-brief-minutes = { $count } dk
time-brief-hours = { $count } sa
time-brief-days = { $count } gün
time-brief-date = { $day } { $month }
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

# Komut satırı. Bilgi listesindeki bir ifadenin sonunda nokta olmaz.

cli-name = Commonplace
cli-me = siz
cli-nothing = Burada henüz bir şey yok.
cli-unchanged = Hiçbir şey değişmedi.
cli-type-text = Metni yazın; boş bir satırda Ctrl+D ile bitirin.
cli-init-next = Artık eviniz burası. Çember kurmak için: commonplace circle new BAŞLIK – bir çembere katılmak için: commonplace circle join BİLET (bir üyenin yanındaysanız commonplace circle join yeter)

# Pencere olmadan
cli-no-display = Burada ekran yok (ne DISPLAY ne de WAYLAND_DISPLAY ayarlı), bu yüzden pencere açılamıyor; Commonplace'i penceresiz çalıştırmak için: commonplace run
cli-no-window = Pencere açılamadı ({ $why }); Debian ve Ubuntu'da gerekenleri şu komut kurar: sudo apt install libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libwayland-client0 – “commonplace run” için bunlara gerek yoktur.
cli-headless = Bu Commonplace penceresiz derlenmiş; şu komutla çalıştırın: commonplace run

# Sütun başlıkları, bilgi adları
cli-col-id = kimlik
cli-col-title = başlık
cli-col-name = ad
cli-col-records = kayıt
cli-col-role = rol
cli-col-person = kişi
cli-col-state = durum
cli-col-members = üye
cli-col-notes = not
cli-col-questions = soru
cli-col-open = açık
cli-col-author = yazan
cli-col-changed = değişiklik
cli-col-on = aygıt
cli-col-answers = yanıt
cli-col-devices = aygıtlar
cli-col-size = boyut
cli-col-here = burada
cli-col-kind = tür
cli-col-excerpt = özet
cli-col-circles = çemberler
cli-col-address = adres
cli-fact-person = kişi
cli-fact-device = aygıt
cli-fact-home = ev
cli-fact-node = düğüm
cli-fact-peers = bağlı
cli-fact-address = adres
cli-fact-reach = yayılma
cli-fact-relay = aktarıcı
cli-fact-quota = ayrılan yer
cli-reach-anywhere = her yoldan
cli-reach-lan = yalnızca bu yerel ağda
cli-reach-relays = yalnızca bu yerel ağda ve aktarıcılarla
cli-reach-usb = yalnızca USB bellekle
cli-fact-discovery = yerel ağ
cli-discovery-on = başkalarını arar, başkaları da onu her ağda aynı olan bir adla bulur
cli-discovery-quiet = sessiz: kendini duyuranları bulur, kendisi bir şey söylemez
cli-discovery-off = kapalı

# Roller ve durumlar
cli-role-founder = kurucu
cli-role-steward = sorumlu
cli-role-facilitator = kolaylaştırıcı
cli-role-learner = öğrenen
cli-role-reader = okur
cli-role-carrier = taşıyıcı
cli-state-joined = üye
cli-state-pending = kabul bekleniyor
cli-state-expired = geri çevrildi: biletin süresi dolmuş
cli-state-used-up = geri çevrildi: bilet kullanılmış
cli-state-refused = geri çevrildi: bilet geçerli değil
cli-state-left = ayrıldınız
cli-state-removed = çıkarıldınız
cli-removed = { $by } sizi “{ $circle }” çemberinden çıkardı, { $when }. Sizde olan burada okunur kalır ve dışa aktarılabilir; yeni bir şey gelmez.
cli-removed-by-somebody = “{ $circle }” çemberinden çıkarıldınız, { $when }. Sizde olan burada okunur kalır ve dışa aktarılabilir; yeni bir şey gelmez.
cli-question-open = açık
cli-question-answered = yanıtlandı
cli-question-accepted = çözüldü
cli-kind-note = not
cli-kind-question = soru
cli-connected = bağlı
cli-not-connected = bağlı değil
cli-node-runs = çalışıyor
cli-node-rests = çalışmıyor; başlatmak için: commonplace run

# Zaman
cli-just-now = az önce
cli-ago-minutes = { $count } dakika önce
cli-ago-hours = { $count } saat önce
cli-ago-days = { $count } gün önce
cli-ago-months = { $count } ay önce
cli-ago-years = { $count } yıl önce
cli-in-minutes = { $count } dakika sonra
cli-in-hours = { $count } saat sonra
cli-in-days = { $count } gün sonra
cli-in-months = { $count } ay sonra
cli-in-years = { $count } yıl sonra

# Çemberler
cli-of-them-open = { $count } açık
cli-ticket = “{ $circle }” çemberine { $uses } kişilik bilet; rol: { $role }; süresi { $expires } dolar. Bileti alan kişi şunu yazar: commonplace circle join BİLET
cli-joining-joined = Artık “{ $title }” çemberinin üyesisiniz.
cli-joining-pending = Düğüm burada çalışırken bir üyeyle ya da bir üyenin yanıtını taşıyan bir aktarıcıyla karşılaşır karşılaşmaz “{ $title }” çemberine alınacaksınız: commonplace run
    Ağ yoksa isteğinizi bir üyeye USB bellek götürür: commonplace bundle write ÇEMBER KLASÖR
cli-join-used-up = İçeri alınmadınız: bilet, kaç kişi içinse o kadar kişi tarafından kullanılmış. Yenisini isteyin.
cli-join-expired = İçeri alınmadınız: biletin süresi dolmuş. Yenisini isteyin.
cli-join-false-proof = İçeri alınmadınız: bilet bu çembere uymuyor. Tamamını yeniden kopyalayın ya da yenisini isteyin.
cli-ticket-file = Bilet { $file } dosyasında. Dosyayı alan kişi şunu yazar: commonplace circle join DOSYA
cli-ticket-qr = { $uses } kişiyi “{ $circle }” çemberine alan karekod.
cli-qr-too-long = Bilet bir karekoda sığmayacak kadar uzun; --file ile dosya olarak verin.

# Eşleşme
cli-nearby-me = bu bilgisayar
cli-nearby-asks = içeri alınmak istiyor
cli-yes = e evet
cli-no = h hayır
cli-pairing-looking = Yakındaki düğümler aranıyor …
cli-pairing-looking-for = Yakında “{ $node }” aranıyor …
cli-pairing-at-door = Henüz kimse istemedi. Öteki bilgisayarda şunu yazın: commonplace circle join
cli-pairing-say = Bu sözcükleri tek bir kişiye söyleyin; o, “commonplace circle join” komutunun ardına yazar. Burası bekledikçe on dakika geçerlidir; Ctrl+C geri alır.
cli-pairing-wrong = Biri başka bir kod yazdı; { $guesses } yanlış deneme daha olursa bu kod geçersiz olur.
cli-pairing-asking = “{ $node }” düğümüne sizi içeri alması için soruldu. Oradaki bir üyenin evet demesi gerekiyor.
cli-pairing-asked = Yakındaki “{ $node }” bir çemberinize girmek istiyor. İçeri almak için: commonplace circle admit ÇEMBER. Hayır demek için: commonplace circle refuse { $node }
cli-pairing-words = “{ $node }”, “{ $title }” çemberine girmek istiyor. Öteki ekranda şu sözcükler olmalı:
cli-pairing-words-asking = “{ $node }” ekranında şu sözcükler olmalı:
cli-pairing-same = Öteki ekranda aynıları mı var? (e ya da h)
cli-pairing-compare = Aynıysa üyenin onaylamasını bekleyin. Başkaysa Ctrl+C'ye basın.
cli-pairing-confirmed = { $person } içeri giriyor …
cli-pairing-confirmed-asking = “{ $title }” çemberine alınıyorsunuz …
cli-pairing-joined = { $person } artık “{ $title }” üyesi.
cli-pairing-nobody-let-in = Kimse içeri alınmadı.
cli-pairing-refused = “{ $node }” düğümüne hayır denildi.
cli-pairing-called-off = “{ $node }” artık istemiyor.
cli-pairing-unanswered = “{ $node }” zamanında yanıt alamadı.
cli-pairing-exchanging = Çemberdekiler alınıp veriliyor; Ctrl+C burada bitirir. Bundan sonra bir düğüm çalışır dursun: commonplace run
cli-link-at-door = Yeni bilgisayar bekleniyor. Onda şunu yazın: commonplace link
cli-link-asking = “{ $node }” düğümünden bu bilgisayarı aygıtlarından biri yapması isteniyor …
cli-link-words = “{ $node }” sizin bir aygıtınız olmak istiyor: sizi temsil eden anahtarı alacak. Onun ekranında şu sözcükler görünmeli:
cli-link-words-asking = Bu bilgisayar, “{ $node }” başında oturanın aygıtı olacak. O ekranda şu sözcükler görünmeli:
cli-link-say = Bu sözcükleri yeni bilgisayarda “commonplace link” komutundan sonra yazın. Bu komut beklediği sürece on dakika geçerlidir; Ctrl+C onları geri alır.
cli-link-confirmed = “{ $device }” anahtarı aldı ve çemberlerinizi istiyor …
cli-link-confirmed-asking = Bu bilgisayar artık “{ $device }”, { $person } kişisinin bir aygıtı, ve çemberleri istiyor …
cli-link-joined = “{ $device }” artık sizin bir aygıtınız.
cli-link-joined-asking = Bu bilgisayar, “{ $device }”, artık { $person } kişisinin bir aygıtı.
cli-link-nothing = Hiçbir şey bağlanmadı.
cli-link-exchanging = Çemberlerinizde olanlar alınıp veriliyor; Ctrl+C burada bitirir. Bundan sonra bir düğümü açık tutun: commonplace run

# Kim neyi değiştirdi
cli-somebody = biri
cli-log-me = { $name } (siz)
cli-log-founded = { $by } “{ $words }” çemberini kurdu
cli-log-granted = { $by } şu kişiye { $role } rolünü verdi: { $who }
cli-log-revoked = { $by } şu kişiden { $role } rolünü aldı: { $who }
cli-log-removed = { $by } şu kişiyi çıkardı: { $who }
cli-log-left = { $by } ayrıldı
cli-log-invited = { $by } bir bilet yaptı; rol: { $role }
cli-log-closed = { $by } bir bileti kapattı
cli-log-rotated = { $by } çemberin anahtarını değiştirdi
cli-log-added-device = { $by } şu kişinin bir aygıtını ekledi: { $who }
cli-log-revoked-device = { $by } şu kişinin “{ $words }” aygıtını aldı: { $who }
cli-log-kept-work = { $by } şu kişinin görülmemiş çalışmalarını geçerli kıldı: { $who }
cli-log-settled = { $by } kayıtların nasıl taşınacağını belirledi
cli-log-hid = { $by } { $item } ögesini gizledi: { $words }
cli-log-showed = { $by } { $item } ögesini yeniden gösterdi
cli-log-void = geçersiz: { $why }
cli-log-readable = O zamandan beri başkalarının yazdığı { $count } kayıt, şu kişide olan bir gizli anahtarla hâlâ okunabilir: { $who }. Yazanlar bunu duymamıştı.
cli-log-hidden = Yazdığı { $count } şey görülmemiş olduğu için gizli; “commonplace circle keep-work” onları geçerli kılar.
cli-void-malformed = biçimi bozuk
cli-void-foreign = başka bir çembere ait ya da imzası sahte
cli-void-no-grant = dayandığı yetki burada değil
cli-void-false-grant = dayandığı yetki geçerli değil
cli-void-not-theirs = başkasının aygıtıyla yazılmış
cli-void-unseen = dayandığı şeyi görmemişti
cli-void-role = yazarının rolünü aşıyor
cli-void-rank = yazarının kıdemini aşıyor
cli-void-removed = yazarı, bunu görmemiş bir kayıtla çıkarılmış
cli-void-left = yazarı ayrılmıştı
cli-void-device-revoked = aygıt, bunu görmemiş bir kayıtla geçersiz kılınmış
cli-void-proof = bilet uymuyor
cli-void-used-up = bilet tükenmiş; bir sorumlunun sözü bunu çözer
cli-void-too-many = sayılandan fazla değişiklik
cli-void-repeated = başka bir kayıt aynısını söylüyor
cli-removed-means = Bundan sonra yazılanlar yeni bir anahtarla mühürlenir; yazan çıkarmayı duyduktan sonra çıkarılan kişi onları okuyamaz. Elindekiler onda kalır ve henüz duymamış bilgisayarlardan eski kayıtları alabilir.
cli-left-means = Ayrıldınız. Yazdıklarınız ötekilerde, buradakiler burada kalır; dönmek için yeni bir bilet gerekir.
cli-kept-means = Çalışmalarından burada olanlar, duyan herkes için yeniden geçerli. Bu bilgisayara hiç ulaşmamış olanlar buradan korunamaz.
cli-renewed-circle = Çemberin yeni bir anahtarı var; her üye, karşılaşınca onu alır. Yalnızca eskisi elinde olan bundan sonra yazılanları okuyamaz; önceden yazılanları okuyabilir.
cli-founders-mean = Kurucular çıkarılamaz. --with ile adı verilenler de herkes gibi biletle gelir: commonplace circle invite ÇEMBER

# Öğeler
cli-written = Kaydedildi: { $title }
cli-written-untitled = Kaydedildi.
cli-new-title = başlık: “{ $title }”
cli-edits = { $count } kez düzenlendi
cli-on-devices = { $of } aygıttan { $devices } tanesinde
cli-helpful = { $count } kişi yararlı buldu
cli-unclear = { $count } kişi anlaşılmaz buldu
cli-same = { $count } kişinin daha aynı sorusu var
cli-accepted = kabul edildi
cli-endorsed = onaylandı
cli-about = “{ $title }” hakkında
cli-about-absent = Henüz burada olmayan bir not hakkında
cli-other-titles = Aynı anda şu başlıklar da verildi: { $titles }
cli-both-edited = Aynı anda düzenleyenler: { $names }; iki değişiklik de metinde:
cli-unreadable = { $count } bölüm için Commonplace'in daha yeni bir sürümü gerekiyor.
cli-heading-comments = Yorumlar
cli-heading-attachments = Ekler
cli-heading-answers = Yanıtlar

# İçe ve dışa aktarma
cli-import-created = yeni
cli-import-updated = değişti
cli-import-unchanged = aynı
cli-import-attached = eklendi
cli-import-refused = alınmadı
cli-imported = { $created } yeni, { $updated } değişen, { $unchanged } aynı kalan, { $attached } eklenen, { $refused } alınmayan.
cli-nothing-imported = Hiçbir şey alınmadı; nedenleri yukarıdaki satırlarda.
cli-exported = { $count } öğe yazıldı.
cli-not-exported = { $count } öğe yazılamadı; nedenleri yukarıdaki satırlarda.

# Demetler
cli-bundle-writing = Yazılıyor: { $done }
cli-bundle-reading = Okunuyor: { $done } / { $of }
cli-bundle-written = “{ $circle }” bellekte, { $file } dosyasında: { $records } kayıt ve { $blobs } ek, { $size }. Okunana kadar kimsede değildir.
cli-bundle-left-out = { $count } kayıt ve ek zaten orada olduğu için yazılmadı.
cli-bundle-damaged = { $count } parça burada hasarlı olduğu için yazılmadı; ayrıntısı: commonplace verify
cli-bundle-have-written = “{ $circle }” çemberinden burada olanların listesi { $file } dosyasında. Size demet yazan onu gösterir: commonplace bundle write ÇEMBER DOSYA --for LİSTE
cli-bundle-read = “{ $circle }”, { $file } dosyasından: { $records } kaydın { $new } tanesi yeni, { $blobs } ek yeni.
cli-bundle-asks = “{ $circle }” çemberine katılma isteğiniz bellekte, { $file } dosyasında. Bir üye bu belleği okur okumaz alınırsınız; belleği geri getirin ve üzerine yazılanı okuyun.
cli-bundle-not-yet = “{ $title }” çemberine henüz alınmadınız: önce bir üye isteğinizi okumalı. İsteği birine götürün: commonplace bundle write ÇEMBER KLASÖR
cli-bundle-expired = Bir üye yanıt verdi: “{ $title }” biletinizin süresi dolmuş. Yenisini isteyin.
cli-bundle-used-up = Bir üye yanıt verdi: “{ $title }” biletiniz kullanılmış. Yenisini isteyin.
cli-bundle-false = Bir üye yanıt verdi: “{ $title }” biletiniz geçerli değil. Yenisini isteyin.
cli-bundle-let-in = Bu bellekle isteyen { $count } kişi alındı. Yanıtınızı belleğe yazın: commonplace bundle write ÇEMBER KLASÖR
cli-bundle-turned-away = Bu bellekle isteyen { $count } kişi alınmadı: biletinin süresi dolmuş ya da bilet kullanılmış. Yeni bir bilet verin.
cli-bundle-waiting = { $count } kayıt henüz açılamıyor: anahtarı burada değil.
cli-bundle-later = { $count } kayıt, kendinden öncekiler eksik olduğu için alınmadı; daha fazlasını içeren bir demet okuyun.
cli-bundle-newer = { $count } parça için Commonplace’in daha yeni bir sürümü gerekli.
cli-bundle-refused = { $count } parça sahte olduğu için alınmadı.
cli-bundle-spoiled = Bellekte { $size } bozulmuş; geri kalan her şey okundu. Eksikler için yeniden yazdırın.
cli-bundle-cut = Demet yarıda kesilmiş; kesintiden önceki her şey okundu. Kalanı için yeniden yazdırın.
cli-no-bundle-read = Hiçbir demet okunamadı; nedeni yukarıdaki satırlarda.

# Durum
cli-disk-full = Disk dolu: buradakiler okunabilir ve gönderilebilir, ama yeni bir şey alınmıyor.
cli-records = { $count } kayıt
cli-waiting = { $count } kayıt henüz açılamıyor
cli-blobs-missing = { $count } ek henüz burada değil
cli-holds-all = her şeye sahip
cli-lacks = { $count } kaydı eksik
cli-heard = son haber: { $when }
cli-never-heard = henüz haber yok
cli-wrote = son yazısı: { $when }
cli-safe = Kapatılabilir: burada yazılanların hepsi { $device } aygıtında da var
cli-safe-more = Kapatılabilir: burada yazılanların hepsi { $device } ile { $more } aygıtta daha var
cli-only-here = { $count } kaydınız yalnızca bu aygıtta
cli-verified = { $records } kayıt ve { $blobs } ek denetlendi: her şey yolunda.
cli-verified-damaged = { $records } kayıt ve { $blobs } ek denetlendi. Hasarlı olanlar:
cli-damaged = { $count } öğe hasarlı; “commonplace doctor --repair” yeniden kurulabilecekleri kurar.

# Çalışan düğümün anlattıkları
cli-event-started = Düğüm başlıyor: { $name }. Durdurmak için Ctrl+C.
cli-event-ready = Hazır.
cli-event-listening = Başkalarının ulaşabileceği adresler: { $addresses }
cli-event-met = Bağlandı: { $person }
cli-event-synced = “{ $title }” güncel, { $person } ile eşit: { $records } kayıt
cli-event-rebuilding = Dizin yeniden kuruluyor: %{ $percent }
cli-event-stopping = Düğüm duruyor.
cli-event-peer-up = Bağlantı kuruldu: { $peer }, { $address }
cli-event-peer-local = { $peer } yerel ağ üzerinden bağlı.
cli-event-peer-direct = { $peer } doğrudan bağlı.
cli-event-peer-relayed = { $peer } bir aktarıcı üzerinden bağlı.
cli-event-peer-down = Bağlantı koptu: { $peer }
cli-event-receiving = { $count } kayıt alındı
cli-event-blob = Ek geldi: { $blob }
cli-event-blob-gone = { $blob } eki buradan bırakıldı; başkalarında var
cli-blobs-room = yer { $used } / { $quota }
cli-fact-room = kaplayabileceği
cli-fact-used = kapladığı
cli-fact-texts = büyük metinler
cli-fact-staying = hiç gitmeyen
cli-room-unlimited = olduğu kadar
cli-heading-going = İlk gidecekler; son kopya hiçbir zaman gitmez:
cli-going-taken-back = geri alındı
cli-going-devices = { $count ->
    [0] başkaları onda olduğunu söylemedi
   *[other] başka { $count } aygıtta var
}
cli-blob-elsewhere = { $count ->
    [0] bu dizüstünde değil
   *[other] bu dizüstünde değil, { $count } aygıtta var
}
cli-event-attach-progress = { $name }: { $done } / { $of }
cli-event-blob-progress = Ek { $blob }: { $here } / { $of }, { $peers } aygıttan saniyede { $rate }
cli-event-changed = Çemberde bir şey değişti: { $circle }

# Ölçüm
cli-bench-limits = Bu bilgisayarın neye elverdiği ölçülüyor …
cli-bench-written = { $workload }: { $of } nottan { $done } tanesi yazıldı
cli-bench-run = { $workload }: tur { $done } / { $of }
cli-bench-col-workload = iş yükü
cli-bench-col-what = ne
cli-bench-col-samples = kez
cli-bench-col-median = ortanca
cli-bench-col-min = en az
cli-bench-col-max = en çok
cli-bench-col-p99 = 100’de 99
cli-bench-col-limit = sınır
cli-bench-col-share = sınıra oranı
cli-bench-figure-all = yetişme: tüm notlar
cli-bench-figure-first-50 = yetişme: ilk 50
cli-bench-figure-equal = on yeni not
cli-bench-figure-readable = canlı: orada okunur
cli-bench-figure-plain-copy = TCP üzerinden düz kopya
cli-bench-figure-attached = dosya ekleme
cli-bench-figure-from-one = bir aygıttan dosya
cli-bench-figure-from-two = iki aygıttan dosya
cli-bench-figure-serial = yazma, birer birer
cli-bench-figure-concurrent-64 = yazma, aynı anda 64
cli-bench-wire = hatta { $size }
cli-bench-disk = alıcının evinde { $size }
cli-bench-memory = en çok { $size } bellek
cli-bench-cpu = { $seconds } sn işlemci süresi
cli-bench-machine = Bu bilgisayarın elverdiği
cli-bench-limit-sync = fdatasync: { $value }
cli-bench-limit-write = diske eşzamanlanarak yazılan: { $value }
cli-bench-limit-tcp = geri döngü üzerinden TCP: { $value }
cli-bench-limit-trip = TCP gidiş dönüş: { $value }
cli-bench-limit-verify = doğrulanan imza: { $value }
cli-bench-limit-record = mühürlenip açılan not: { $value }
cli-bench-where = { $cores } işlemci, { $system }, { $filesystem }; Commonplace { $version }, profil { $profile }

# Öykü
cli-demo-opening = Bu bilgisayardaki üç düğüm, üç dizüstü bilgisayarı canlandırıyor. İnternet yok. Olsun. Her satır, o kişinin düğümünün gerçekten gösterdiğidir.
cli-demo-later = Daha sonra, bu sürümde yok: { $what }
cli-demo-end = Her adım tuttu. Üç ev yeniden silindi; sizinkine dokunulmadı.
cli-demo-broken = Öykü “{ $step }” adımında kesildi: { $who } orada olması gerekeni görmüyor.
cli-demo-step-names = Üç ad. Hesap yok, parola yok
cli-demo-step-circle = Ana bir çember kuruyor
cli-demo-step-nearby = yakındaki çember kendiliğinden önerilir, söylenen dört sözcük onu doğrular
cli-demo-step-join = Ben bir biletle geliyor
cli-demo-step-import = Ana not klasörünü getiriyor
cli-demo-step-ask = Ben bir cümleyi soruyor
cli-demo-step-answer = Ana yanıtlıyor
cli-demo-step-accept = Ben yanıtı kabul ediyor
cli-demo-step-vote = mühürlü oylarla hızlı oylama ve tek tıkla yapılan bir kart
cli-demo-step-steward = Ana, Ben’i ikinci sorumlu yapıyor
cli-demo-step-apart = Kablo çıktı; ikisi de aynı paragrafı değiştiriyor
cli-demo-step-bundle = kablo yerine USB bellekte bir demet
cli-demo-step-together = Kablo yeniden takıldı
cli-demo-step-dispute = itiraz edilen bir cümle ve onun her kopyasını izleyen düzeltme
cli-demo-step-pairing = kimin neye gereksinimi var, kim ne biliyor: eşleşme ve sonraki buluşma
cli-demo-step-gone = Ana dizüstünü temelli kapatıyor
cli-demo-step-li = Li, Ana olmadan, Ben aracılığıyla geliyor
cli-demo-named = bir ad verdi, hepsi bu
cli-demo-circle = “{ $circle }” çemberini kurdu
cli-demo-ticket = { $length } karakterlik bir bilet veriyor
cli-demo-joined = artık “{ $circle }” üyesi
cli-demo-members = kimlerin burada olduğunu görüyor: { $names }
cli-demo-imported = { $notes } not ve { $drawings } çizim aktardı
cli-demo-notes = { $notes } not görüyor: { $titles }
cli-demo-drawing = { $name } çizimini aldı, { $size }
cli-demo-delivered = { $notes } notun hepsinin { $of } dizüstünden { $devices } tanesinde olduğunu öğreniyor
cli-demo-asked = şunu görüyor: “{ $title }”; soran { $author }, konu “{ $quote }”
cli-demo-answered = yanıtı görüyor, yazan { $author }: “{ $text }”
cli-demo-settled = “{ $title }” sorusunun sonuçlandığını görüyor
cli-demo-steward = artık o da sorumlu
cli-demo-wrote = yazıyor: “{ $text }”
cli-demo-only-here = uyarılıyor: { $count } değişiklik yalnızca bu dizüstünde, silmek güvenli değil
cli-demo-both = iki değişikliği tek paragrafta görüyor: “{ $text }”, işareti “ikisi de düzenledi: { $names }”
cli-demo-same = { $other } ile sözcüğü sözcüğüne aynısını görüyor: { $notes } not, { $questions } soru
cli-demo-safe = her şeyin başka dizüstlerinde de olduğunu öğreniyor
cli-demo-closed = gitti
cli-demo-keeps = kimseye bağlı değil; { $notes } not ve { $questions } soru hâlâ burada

# Kim olduğunuz: anahtarlar, sözcükler, aygıtlar
cli-ask-passphrase = Parola:
cli-ask-new-passphrase = Yeni parola:
cli-ask-again = Bir kez daha:
cli-ask-words = 24 kurtarma sözcüğünüz:
cli-ask-word = { $place }. sözcük:
cli-no-terminal = Sorulacak bir uçbirim yok; --new-passphrase-file ile bir dosya gösterin.
cli-sealed-already = Bu anahtarlar zaten bir parolayla mühürlü; şununla değiştirin: commonplace passphrase change
cli-not-sealed = Bu anahtarlar parolayla mühürlü değil; şununla bir parola koyun: commonplace passphrase set
cli-sealed = Anahtarlarınız artık mühürlü. Parolayı unutan, kurtarma sözcüklerine ihtiyaç duyar.
cli-unsealed = Anahtarlarınız artık bu diski okuyabilen herkese açık.
cli-restored = Yeni bir aygıtta yeniden kendinizsiniz. Çemberlerinizin üyelerinin yakınında çalıştırın, geri gelirler: commonplace run
cli-ask-backup-passphrase = Yedeğin parolası:
cli-ask-new-backup-passphrase = Yedek için bir parola:
cli-no-terminal-backup = Sorulacak bir uçbirim yok; --backup-passphrase-file ile bir dosya gösterin.
cli-backup-writing = Yazılıyor: % { $percent }
cli-backup-checking = Denetleniyor: % { $percent }
cli-backup-restoring = Geri yükleniyor: % { $percent }
cli-backup-keys = içinde
cli-backup-no-keys = dışarıda bırakıldı; geri yüklemek kurtarma sözcüklerinizi ister
cli-backup-good = Her baytı okundu ve sağlam.
cli-restored-backup = Eviniz yeni bir aygıtta geri geldi; eskilerini şununla görün: commonplace device list. Anahtarları mühürlü değil; şununla mühürleyin: commonplace passphrase set
cli-fact-file = dosya
cli-fact-made = yapıldığı zaman
cli-fact-records = kayıtlar
cli-fact-blobs = ekler
cli-fact-drafts = taslaklar
cli-words-keep = Bu 24 sözcüğü bu sırayla kâğıda yazın ve kimsenin bulamayacağı yerde saklayın: onlara sahip olan sizsiniz. Sonra kâğıdınızı şununla sınayın: commonplace words check
cli-words-right = Bunlar doğru. Kâğıdınız iyi.
cli-words-unseen = hiç yazılmadı (commonplace words show)
cli-words-shown = gösterildi, henüz sınanmadı (commonplace words check)
cli-words-checked = yazıldı ve sınandı
cli-keys-sealed = parolayla mühürlü
cli-keys-open = açık (commonplace passphrase set)
cli-fact-fingerprint = parmak izi
cli-fact-keys = anahtarlar
cli-fact-words = kurtarma sözcükleri
cli-col-wrote = son yazdığı
cli-device-this = bu aygıt
cli-device-other = sizin
cli-device-revoked = iptal edildi
cli-device-forked = kopyalanmış
cli-member-forked = { $devices } aygıtının anahtarı iki yerde kullanıldı
cli-this-revoked = Bu aygıt alındı: üzerindekini okur, artık yazmaz. Bunu siz yapmadıysanız: commonplace device renew
cli-renewed = Bu bilgisayar artık yeni bir aygıtınız. Çemberlerinizden biriyle karşılaşınca yeniden yazar. Şimdi sizin olmayanı alın: commonplace device list
cli-handed-over = Anahtarlarınız “{ $node }” düğümüne verildi ({ $when }); o zamandan beri aygıtınız olarak görünmedi. Sizin değilse anahtarlar bir başkasında: “commonplace device list” çıktısını izleyin ve tanımadığınızı alın.
cli-revoked = “{ $name }” şuralarda iptal edildi: { $circles }. Yazdıklarından { $kept } kayıt burada ve kalıyor.
cli-revoke-waits = Şu çemberlerde “{ $name }”, bu aygıt kendini bir üyeyle karşılaştırır karşılaştırmaz iptal edilecek: { $circles }
cli-revoke-cut-off = { $count ->
    [one] Onun burada olan bir kaydı artık sayılmıyor, çünkü dayandığı kayıt eksik ya da iki kez yazılmış.
   *[other] Onun burada olan { $count } kaydı artık sayılmıyor, çünkü dayandıkları kayıt eksik ya da iki kez yazılmış.
}
cli-revoke-unseen = Yazıp kimseye göstermedikleri geri gelmez ve içinde kayıtlı olanlar, onu elinde tutan için okunur kalır.
cli-event-new-device = Bu ev bir kopya, bu yüzden bundan böyle ayrı bir aygıt: { $name }
cli-event-device-revoked = Bu aygıt { $title } içinde iptal edildi: içindekini okur, artık yazmaz.

# Aktarıcılar
cli-lease-hand-over = Bunu { $relay } aktarıcısını işleten kişiye verin: aktarıcı bununla “{ $circle }” için mühürlü kayıtlar saklar. Başka kimseye vermeyin.
cli-lease-not-named = “{ $circle }” bu aktarıcıyı henüz göstermiyor: commonplace circle set ÇEMBER --relay { $relay }
cli-relay = aktarıcı { $relay }
cli-relay-unknown = bu çemberin kirasını tanımıyor
cli-relay-full = dolu: daha fazlasını almıyor
cli-relay-lost = { $count } kayıt kaybetti
cli-relay-withheld = { $count } kaydı vermiyor
cli-event-relay-holds = { $relay } aktarıcısı “{ $title }” çemberinin { $count } kaydının hepsini tutuyor
cli-event-relay-full = { $relay } aktarıcısı dolu ve “{ $title }” için başka bir şey almıyor: işleteninden daha çok yer isteyin ya da başka bir aktarıcı gösterin.
cli-event-relay-unknown = { $relay } aktarıcısı “{ $title }” için ya da bu aygıt için bir kira tanımıyor. Bir sorumlu şununla yazdırır: commonplace relay lease
cli-event-relay-lost = { $relay } aktarıcısı “{ $title }” çemberinin tuttuğu { $count } kaydını kaybetti. Yeniden gönderiliyorlar; bu tekrarlanırsa başka bir aktarıcı gösterin.
cli-event-relay-withheld = { $relay } aktarıcısı “{ $title }” çemberinin tuttuğunu söylediği { $count } kaydı vermiyor. Başka aygıtlardan geliyorlar; bu tekrarlanırsa başka bir aktarıcı gösterin.
cli-event-relay-asked = “{ $title }” çemberine katılma isteğiniz { $relay } aktarıcısında. Bir üye oraya uğrar uğramaz alınırsınız; o sırada çevrimiçi olmanız gerekmez.
cli-event-relaying = { $leases ->
    [0] Aktarıyor, henüz hiçbir çember için değil.
   *[other] { $leases } çember için aktarılıyor.
} Çemberler onu şöyle gösterir: { $addresses }

# Bağlantı doktorunun buldukları
finding-no-network = Bu dizüstü hiçbir ağda değil.
finding-no-network-next = Kablo takın ya da bir Wi-Fi ağına katılın.
finding-cable-out = { $about } bağlantısının öbür ucunda bir şey yok: kablo çıkmış ya da Wi-Fi kopmuş.
finding-cable-out-next = Kabloyu takın ya da Wi-Fi ağına yeniden katılın.
finding-only-link-local = Bu dizüstünde yalnızca fe80… türünden IPv6 adresleri var; Commonplace bunları kullanamaz.
finding-only-link-local-next = Yönlendiricinin adres dağıtmasını sağlayın ya da iki dizüstüne de elle birer IPv4 adresi verin.
finding-not-running = Bu evde çalışan düğüm yok; bu yüzden daha az şeye bakılabildi.
finding-not-running-next = Commonplace’i açın ya da “commonplace run” başlatın, sonra yeniden sorun.
finding-not-listening = Düğüm hiçbir adreste dinlemiyor; kimse ona ulaşamaz.
finding-not-listening-next = Bir ağa katılın ya da düğümü “--listen” olmadan başlatın.
finding-own-port-closed = Bu dizüstü kendi düğümüne { $about } adresinden ulaşamıyor: buradaki bir güvenlik duvarı engelliyor.
finding-own-port-closed-next = Bu dizüstünün güvenlik duvarında Commonplace’e izin verin.
finding-multicast-blocked = { $about } üzerinde bu dizüstünün güvenlik duvarı başkalarının duyurularını engelliyor (UDP 5353).
finding-multicast-blocked-next = UDP 5353’e izin verin; ya da öbür dizüstünün adresini yazın, ya da adresi içeren bir bilet kullanın.
finding-nobody-near = Kimse bağlı değil: burada başka kimse yok ya da ağ, dizüstülerin birbirini duymasını engelliyor.
finding-nobody-near-next = İkisinin de aynı ağda olduğuna bakın; sonra öbürünün adresini deneyin: commonplace doctor ADRES
finding-discovery-quiet = Bu düğüm sessiz: kendini duyuranları bulur, başka bir sessiz düğümü asla bulmaz.
finding-discovery-quiet-next = Bulunmak için: commonplace settings --mdns on
finding-discovery-off = Bu düğüm yerel ağda başkalarını aramıyor.
finding-discovery-off-next = Aramak ve bulunmak için: commonplace settings --mdns on
finding-vpn = Tüm trafik { $about } tünelinden geçiyor; bu, dizüstünü kendi ağından koparabilir.
finding-vpn-next = VPN’i bir süre kapatın ya da ayarlarında yerel ağa izin verin.
finding-connected = Bağlı düğüm sayısı: { $about }.
finding-circle-stays = “{ $about }” her yoldan yayılmıyor: sorumluları böyle karar verdi.
finding-circle-stays-next = Nasıl yayıldığını görmek için: commonplace circle show. VPN ya da başka bir alt ağ bu ağdan sayılmaz.
finding-all-well = Burada engel olan bir şey yok.
finding-target-self = { $about } bu dizüstünün kendisi.
finding-target-self-next = Öbür dizüstünün gösterdiği adresi yazın.
finding-target-reached = { $about } adresinde bir Commonplace düğümü yanıt veriyor.
finding-target-banned = { $about } kötü davrandığı için dışarıda bırakıldı; bu bir saat içinde biter.
finding-target-banned-next = Bekleyin ya da bu düğümü yeniden başlatın; ikisinde de Commonplace’i güncelleyin.
finding-target-other-version = { $about } adresinde Commonplace yanıt veriyor ama bundan başka bir sürüm: ikisi birbirini anlamıyor.
finding-target-other-version-next = İki bilgisayarda da Commonplace’i güncelleyin.
finding-target-other-program = { $about } adresinde bir şey yanıt veriyor ama Commonplace gibi değil: başka bir program olsa gerek.
finding-target-other-program-next = İki noktadan sonraki sayının doğru olduğuna bakın.
finding-target-other-peer = { $about } adresinde beklenenden başka bir dizüstü yanıt veriyor.
finding-target-other-peer-next = Adresi yeniden sorun: değişmiş olabilir.
finding-target-refused = Dizüstü orada, ama { $about } adresinde dinleyen bir şey yok.
finding-target-refused-next = Orada Commonplace’i başlatın; iki noktadan sonraki sayının onun gösterdiği sayı olduğuna bakın.
finding-target-firewall = { $about } adresindeki dizüstü bu ağda ama içeri bir şey almıyor: oradaki bir güvenlik duvarı engelliyor.
finding-target-firewall-next = O dizüstünün güvenlik duvarında Commonplace’e izin verin ya da bağlantıyı oradan buraya kurun.
finding-target-absent = Bu ağda { $about } adresiyle yanıt veren yok: dizüstü kapalı ya da adresi başka, ya da ağ, misafir ağları gibi, dizüstüleri birbirinden ayırıyor.
finding-target-absent-next = Hangi adresi gösterdiğine bakın; doğruysa başka bir ağ, bir telefonun erişim noktasını ya da USB bellek kullanın.
finding-target-no-way = { $about } başka bir ağda ve buradan oraya yol yok.
finding-target-no-way-next = İki dizüstünü aynı ağa alın ya da bir aktarıcı ya da USB bellek kullanın.
finding-target-elsewhere = { $about } başka bir ağda ve yanıt vermiyor: yoldaki bir yönlendirici ya da güvenlik duvarı engelliyor, ya da kapalı.
finding-target-elsewhere-next = İki dizüstünü aynı ağa alın ya da bir aktarıcı ya da USB bellek kullanın.
finding-target-cut-off = { $about }, bu dizüstünün bağlantısının koptuğu ağda.
finding-target-cut-off-next = Kabloyu takın ya da Wi-Fi ağına yeniden katılın ve yeniden sorun.

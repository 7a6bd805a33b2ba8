# Her hata için tek bir açık cümle: ne oldu, ne yapmalı.

error-unknown = Burada “{ $name }” adında bir şey yok; yazımı denetleyin ya da listede görünen kimliği kullanın.
error-ambiguous = “{ $name }” birden çok şeye uyuyor ({ $candidates }); kimliğin daha uzun bir kısmını ya da başlığın tamamını yazın.
error-not-allowed = Bunu burada yapamazsınız: { $what }; çemberin bir sorumlusu yardımcı olabilir.
error-empty = Hiçbir şey yazılmadı: { $what } boş; doldurup yeniden deneyin.
error-too-long = Hiçbir şey yazılmadı: { $what } çok uzun; en çok { $max } olacak şekilde kısaltın.
error-not-a-ticket = Bu bir bilet değil; size verilen metni ilk karakterinden son karakterine kadar kopyalayın.
error-ticket-damaged = Bilette bir hata var; tamamını yeniden kopyalayın ya da yenisini isteyin.
error-ticket-newer = Bilet, Commonplace’in daha yeni bir sürümüyle hazırlanmış; bu sürümü güncelleyip yeniden deneyin.
error-ticket-expired = Biletin süresi dolmuş; size veren kişiden yenisini isteyin.
error-not-a-code = Sözlü kod dört sözcüktür, bu ise { $count } sözcük; dördünü de söylendiği gibi yazın.
error-not-a-code-word = “{ $word }” sözlü kodun sözcüklerinden değil; o sözcüğü yeniden sorun.
error-no-network = Bunun için başkalarına ulaşmak gerekir, burada ise çalışan bir düğüm yok; şu komutla başlatın: commonplace run
error-by-sticks = “{ $circle }” yalnızca USB bellekle taşınır, ona ağ üzerinden kimse giremez; bir bilet oluşturup elden verin.
error-several-nearby = Yakında birden çok düğüm var ({ $nodes }); hangisinin doğru olduğunu sorun ve adını yazın: commonplace circle join --nearby "{ $first }"
error-several-ask = İçeri alınmak isteyen birden çok kişi var ({ $nodes }); hangisini istediğinizi yazın: commonplace circle admit ÇEMBER --node "{ $first }"
error-pairing-refused = Karşı taraf hayır dedi ya da sözcükler iki ekranda aynı değildi; birbirinizle konuşun ve bir dakika sonra yeniden deneyin.
error-pairing-cancelled = Karşı tarafta vazgeçildi; birbirinizle konuşun ve yeniden deneyin.
error-pairing-busy = O bilgisayar şu anda başka soru almıyor; bir dakika bekleyip yeniden deneyin.
error-pairing-no-offer = Ulaşılabilen kimse bu ilk sözcükle bir kod vermemiş; sözcüğü ve iki bilgisayarın aynı ağda olduğunu denetleyin.
error-pairing-wrong-code = Kod bu değil; ona kadar sayıp dört sözcüğü söylendiği gibi yeniden yazın. Üç yanlış denemeden sonra yeni bir kod gerekir.
error-pairing-guesses = Üç kez yanlış kod yazıldı, bu kod artık geçersiz; yenisini oluşturun.
error-pairing-expired = Çok uzun sürdü; ikiniz de ekran başındayken yeniden deneyin.
error-pairing-lost = Öteki bilgisayarla bağlantı koptu; ikisi de aynı ağdayken yeniden deneyin.
error-pairing-handed-over = Sözcükler onaylandı ve anahtarlarınız verildi, ama öteki bilgisayar o zamandan beri görünmedi. Sizinse, ikisi karşılaşınca görünür. Yanlış olanı onayladıysanız anahtarlarınız artık bir başkasında: aygıtlarınızı izleyin ve sizin olmayanı alın.
error-pairing-nobody = Yakında böyle bir bilgisayar bulunamadı; Commonplace’in iki bilgisayarda da çalıştığına ve ikisinin aynı ağda olduğuna bakın.
error-pairing-not-awaited = O bilgisayar yeni bir aygıt beklemiyor; önce onda şunu yazın: commonplace device link
error-pairing-out-of-reach = Bu çember, iki bilgisayarın bağlı olduğu yoldan gitmez; ikisi aynı ağdayken yeniden deneyin.
error-pairing-broken = Karşı taraftan beklenmeyen bir yanıt geldi, sanki araya biri girmiş gibi; yeniden deneyin, bir daha olursa bilet kullanın.
error-not-a-member = “{ $circle }” çemberinin üyesi değilsiniz, bu yüzden orada okuyup yazamazsınız; bir üyeden bilet isteyin.
error-removed = { $by } sizi “{ $circle }” çemberinden çıkardı, bu yüzden orada bir şey yazamazsınız; sizde olan burada okunur kalır ve dışa aktarılabilir. Yeniden girmek için bir sorumludan yeni bilet isteyin.
error-removed-by-somebody = “{ $circle }” çemberinden çıkarıldınız, bu yüzden orada bir şey yazamazsınız; sizde olan burada okunur kalır ve dışa aktarılabilir. Yeniden girmek için bir sorumludan yeni bilet isteyin.
error-only-steward = “{ $circle }” çemberinin tek sorumlusu sizsiniz. Siz ayrılınca kimse birini alamaz, çıkaramaz, rol veremez, çemberin nasıl yayılacağına karar veremez ve açık biletler kimseyi içeri almaz; öteki { $others } kişi okuyup yazmayı sürdürür. Önce birini sorumlu yapın (commonplace circle role CIRCLE PERSON steward) ya da --yes ile ayrılın.
error-lived-in = { $home } evinin zaten çemberleri var, bu yüzden onlarda olanın evi olarak kalır; bu bilgisayarı bağlamak için yeni bir klasör verin: commonplace link --home KLASÖR
error-no-home = { $home } konumunda henüz bir ev yok; şu komutla oluşturun: commonplace init --name AD --home { $path }
error-home-exists = { $home } zaten birinin evi ve olduğu gibi kalıyor; --home ile başka bir klasör seçin.
error-home-held = { $home } başka bir Commonplace tarafından kullanılıyor; önce onu kapatın.
error-home-held-by = { $home } başka bir Commonplace tarafından kullanılıyor (süreç { $pid }); önce onu kapatın.
error-home-newer = { $home }, Commonplace’in daha yeni bir sürümüyle yazılmış ve ona dokunulmadı; bu sürümü güncelleyin.
error-key-exposed = Bu bilgisayarın başka kullanıcıları { $file } içindeki gizli anahtarları okuyabiliyor; şu komutla onlara kapatın: chmod 600 { $path }
error-folder-exposed = Bu bilgisayarın başka kullanıcıları, gizli anahtarlarınızın bulunduğu { $file } klasörüne bakabiliyor; şu komutla onlara kapatın: chmod 700 { $path }
error-disk-full = Disk dolu, hiçbir şey yarım yazılmadı; yer açıp yeniden deneyin.
error-file = { $file } kullanılamıyor: { $why }.
error-file-exists = { $file } zaten var ve üzerine yazılmıyor; başka bir ad seçin.
error-not-text = { $file } UTF-8 metni değil; UTF-8 olarak kaydedip yeniden deneyin.
error-not-text-input = Gelen veri UTF-8 metni değil; UTF-8’e dönüştürüp yeniden deneyin.
error-blob-absent = Ek bu aygıta henüz ulaşmadı; ona sahip bir aygıt yakına gelir gelmez inecek.
error-busy = Commonplace’in aynı anda yapacak çok işi var; birazdan yeniden deneyin.
error-unchangeable = Bu, şu anki haliyle değiştirilemiyor; söylemek istediğinizi yeni bir nota yazın.
error-bad-address = “{ $address }” bir adres değil; 192.168.1.7:4001 gibi yazın.
error-which-relay = Hangi aktarıcı olduğunu söyleyin: çemberden sonra adresinin tamamını verin. Bu çember { $named } aktarıcı gösteriyor.
error-not-a-lease = Bu bir kira değil; metnin tamamını, “commonplace-lease:” sözünden son karakterine kadar kopyalayın.
error-lease-damaged = Kirada bir hata var; onu baştan sona yeniden kopyalayın.
error-lease-newer = Kira, Commonplace’in daha yeni bir sürümüyle hazırlanmış; bu sürümü güncelleyip yeniden deneyin.
error-lease-elsewhere = Kira başka bir aktarıcı için; çemberin bir sorumlusundan bu aktarıcı için bir kira isteyin.
error-no-title = Yalnızca bir notun ya da sorunun başlığı ve etiketleri olur; bunları vermeyin.
error-not-loopback = “{ $address }” başka yerlerden erişilebilir. Sağlık ve sayılar yalnızca bu makine içindir: 127.0.0.1 ve bir port kullanın.
error-not-a-choice = { $what } için şunlardan birini seçin: { $choices }
error-too-much-to-share = Cihazlarınızın birbirine aktardığından daha çok taslak var. Taslaklar bu bilgisayarda kalır; bazılarını yayımlayın ya da atın.
error-not-a-relay-home = “{ $home }” bir aktarıcının klasörü değil. --home ile aktarıcıya kendine ait boş bir klasör verin.
error-bad-config = { $file } dosyası kullanılamıyor: { $why }
error-not-a-relay = “{ $address }” bir aktarıcıyı göstermiyor; “commonplace relay” komutunun gösterdiği adresin tamamını, /p2p/ ve ardındaki harflerle birlikte kopyalayın.
error-network = Ağ başlatılamadı ({ $why }); --listen ile verilen adresi denetleyin ya da hiç vermeyin.
error-stick-full = { $file } içinde yeterli yer yok ve orada yarım hiçbir şey bırakılmadı; yer açın ya da başka bir bellek kullanın.
error-not-a-bundle = { $file } bir demet değil; demet şöyle yazılır: commonplace bundle write ÇEMBER DOSYA
error-not-a-have = { $file } birinin nelere sahip olduğunu göstermiyor; öyle bir dosya şununla yazılır: commonplace bundle have ÇEMBER DOSYA
error-bundle-newer = { $file } Commonplace’in daha yeni bir sürümüyle yazılmış; bunu güncelleyin ve yeniden okuyun.
error-bundle-foreign = { $file } sizin içinde olmadığınız bir çembere ait; üyelerinden birinden bilet isteyin ve şundan sonra yeniden okuyun: commonplace circle join BİLET
error-have-foreign = { $file } birinin başka bir çemberden nelere sahip olduğunu söylüyor; şununla yapılmışını isteyin: commonplace bundle have ÇEMBER DOSYA
error-no-bundles = { $file } içinde demet yok; demet, adı .cpbundle ile biten bir dosyadır.
error-text-away = { $count ->
    [0] “{ $title }” metni bu bilgisayarda değil, yer kalmadığı için bırakıldı, kimde olduğu da bilinmiyor; elinde olan biriyle karşılaşınca gelir.
   *[other] “{ $title }” metni şu kişilerde: { $with }; bu bilgisayar yer kalmadığı için bıraktı. Birine ulaşılınca gelir, o zaman yeniden açın.
}
part-away = { $count ->
    [0] Bunun devamı bu bilgisayarda değil, yer kalmadığı için bırakıldı, kimde olduğu da bilinmiyor; elinde olan biriyle karşılaşınca gelir.
   *[other] Bunun devamı şu kişilerde: { $with }; bu bilgisayar yer kalmadığı için bıraktı. Birine ulaşılınca gelir.
}
error-nothing-hidden = { $name } adlı kişinin yazdığı hiçbir şey burada gizli değil; çıkarmadan önce elinde olan bir bilgisayar geçerli kılabilir.
error-store = Depo hata verdi ({ $why }); kaydedilmiş hiçbir şey kaybolmadı, geri kalanını “commonplace doctor --repair” yeniden kurar.
error-stopped = Commonplace durmuş ya da hâlâ açılıyor; birazdan yeniden deneyin.
error-no-window = Bu ev üzerinde açık bir pencere yok.
error-cancelled = İptal edildi; o ana kadar yapılanlar korundu.

# Yukarıdaki cümlelerde bir metnin ne olduğu.
what-name = ad
what-title = başlık
what-text = metin
what-tag = bir etiket
what-reason = gerekçe
what-question = soru
what-answer = yanıt
what-comment = yorum
what-note = not
what-query = arama
what-path = yol
what-quote = alıntılanan bölüm
what-attachment = ek
what-tags = etiket listesi
what-file = dosya
what-file-name = dosya adı
what-media-type = ortam türü
what-list-of-founders = kurucu listesi
what-about = tanıtım yazısı
what-list-of-relays = aktarıcı listesi

# Kimin neyi yapamayacağı.
may-not-accept = Bir yanıtı yalnızca soruyu soran kabul edebilir; siz onun yerine oy verebilirsiniz.
may-not-retract = Bunu yalnızca yazan geri alabilir; siz onun yerine bildirebilirsiniz.
may-not-revise = Bunu yalnızca yazan kişi değiştirir; sen yorum yapabilirsin.
may-not-vote = Kendi yazdığınıza oy veremezsiniz.
may-not-invite = Rolünüz, o rolle birini davet etmenize izin vermiyor; çemberin bir sorumlusuna sorun.
may-not-take-this-invitation-back = Bir daveti yalnız, içeri alacağı kişilerden kıdemli bir sorumlu geri alır; daha eski bir sorumluya sorun.
may-not-make-anybody-a-carrier = Artık kimse taşıyıcı yapılmaz: okumadan ötekiler için mühürlü kayıt taşıyan, herhangi bir bilgisayarda çalışan bir aktarıcı (“commonplace relay”) ya da bir bellektir. Birini içeri almak için okur ya da öğrenen yapın.
may-not-change-roles = Rolünüz, o rolü vermenize izin vermiyor; çemberin bir sorumlusuna sorun.
may-not-change-this-members-role = Yalnızca sizden sonraki üyelerin rolünü değiştirebilirsiniz; daha eski bir sorumluya sorun.
may-not-remove-this-member = Yalnızca sizden sonraki üyeleri çıkarabilirsiniz; daha eski bir sorumluya sorun.
may-not-change-the-settings-of-this-circle = Bir çemberin nasıl yayılacağına yalnızca sorumlular karar verir, daha eski bir sorumlunun kararına karşı da değil; onlardan birine sorun.
may-not-import = Bu çemberde yalnızca okuyorsunuz; yazmak için bir sorumludan öğrenen rolünü isteyin.
may-not-hide = Yalnız sorumlular ve kolaylaştırıcılar gizleyebilir; siz bunun yerine bildirebilirsiniz.
may-not-keep-their-work = Bunu yalnız, çıkarandan kıdemsiz olmayan bir sorumlu yapabilir.
may-not-write = Bu çemberde yalnızca okuyorsunuz; yazmak için bir sorumludan öğrenen rolünü isteyin.
may-not-attach = Buna yalnızca yazan kişi dosya ekleyebilir; kendi notunuzu ya da yanıtınızı yazın.

# Anahtarlar, sözcükler, aygıtlar
error-locked = { $home } anahtarları bir parolayla mühürlü; sorulduğunda yazın ya da içinde bulunduğu dosyayı --passphrase-file ile gösterin.
error-wrong-passphrase = Parola bu değil ya da yazdığınız iki parola farklı; yeniden deneyin.
error-no-root-key = Bu aygıt bunu yapamaz, çünkü kurtarma sözcüklerinizin karşılığı olan anahtar onda yok; başka bir aygıtınızı ya da sözcüklerinizi kullanın.
error-copied = { $home } başka bir evin kopyası ve onu ayrı bir aygıt yapacak anahtar içinde yok; bunun yerine kurtarma sözcüklerinizle bir ev kurun: commonplace restore --name AD --home KLASÖR
error-device-revoked = Bu aygıt sahibi tarafından alındı, bu yüzden üzerinde bir şey yazılamaz; buradakiler yine okunabilir. Bunu siz yapmadıysanız ayarlardan ya da şu komutla yeni bir aygıtınız yapın: commonplace device renew
error-too-many-devices = { $count } aygıtınız var; bir çember daha fazlasını almaz ({ $devices }). Artık kullanmadığınız birini alın, sonra yeniden deneyin: commonplace device revoke
error-words-count = Kurtarma sözcükleri 24 tanedir, bunlar { $count } tane; hepsini sırasıyla yazın.
error-words-unknown = { $place }. sözcük bir kurtarma sözcüğü değil; kâğıdınıza yeniden bakın.
error-words-checksum = Sözcüklerden biri kâğıttakinden farklı ya da ikisi yer değiştirmiş; yeniden bakın.
error-wrong-word = { $place }. sözcük başka; kâğıdınıza yeniden bakın ya da sözcükleri şununla görün: commonplace words show
error-backup-foreign = Bu bir Commonplace yedeği değil: parolayla açılan bir age dosyası değil; başka bir dosya seçin.
error-backup-damaged = Yedek bozuk: çok erken bitiyor ya da içindeki baytlar farklı; başka bir kopyasını kullanın.
error-backup-newer = Yedek Commonplace’in daha yeni bir sürümüyle yazılmış; bunu güncelleyip yeniden deneyin.
error-backup-without-keys = Bu yedekte anahtar yok, bu yüzden 24 kurtarma sözcüğünüz de gerekli; onları içeren dosyayı --words-file ile gösterin.
error-backup-other-person = Bu kurtarma sözcükleri bu yedeğin sahibinden başka birine ait; kâğıdınıza yeniden bakın.
what-passphrase = parola
what-words = sözcük listesi
may-not-revoke-this-device = Bir aygıt kendini iptal edemez; bunu başka bir aygıtınızda yapın ya da çemberlerinizden ayrılın.
may-not-renew-this-device = Bu aygıt alınmadı; yenilenecek bir şey yok.
may-not-change-the-key = Çemberin anahtarını yalnızca yazabilen üyeler değiştirebilir; bir yöneticiye sorun.

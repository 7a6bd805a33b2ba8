# Her hata için tek bir açık cümle: ne oldu, ne yapmalı.

error-unknown = Burada “{ $name }” adında bir şey yok; yazımı denetleyin ya da listede görünen kimliği kullanın.
error-ambiguous = “{ $name }” birden çok şeye uyuyor ({ $candidates }); kimliğin daha uzun bir kısmını ya da başlığın tamamını yazın.
error-not-allowed = Bunu burada yapamazsınız: { $what }; çemberin bir sorumlusu yardımcı olabilir.
error-empty = Hiçbir şey yazılmadı: { $what } boş; doldurup yeniden deneyin.
error-too-long = Hiçbir şey yazılmadı: { $what } çok uzun; en çok { $max } olacak şekilde kısaltın.
error-not-a-ticket = Bu bir bilet değil; size verilen metni ilk karakterinden son karakterine kadar kopyalayın.
error-ticket-damaged = Bilette bir hata var; tamamını yeniden kopyalayın ya da yenisini isteyin.
error-ticket-newer = Bilet, Commonplace'in daha yeni bir sürümüyle hazırlanmış; bu sürümü güncelleyip yeniden deneyin.
error-ticket-expired = Biletin süresi dolmuş; size veren kişiden yenisini isteyin.
error-not-a-member = “{ $circle }” çemberinin üyesi değilsiniz, bu yüzden orada okuyup yazamazsınız; bir üyeden bilet isteyin.
error-no-home = { $home } konumunda henüz bir ev yok; şu komutla oluşturun: commonplace init --name AD --home { $path }
error-home-exists = { $home } zaten birinin evi ve olduğu gibi kalıyor; --home ile başka bir klasör seçin.
error-home-held = { $home } başka bir Commonplace tarafından kullanılıyor; önce onu kapatın.
error-home-held-by = { $home } başka bir Commonplace tarafından kullanılıyor (süreç { $pid }); önce onu kapatın.
error-home-newer = { $home }, Commonplace'in daha yeni bir sürümüyle yazılmış ve ona dokunulmadı; bu sürümü güncelleyin.
error-key-exposed = Bu bilgisayarın başka kullanıcıları { $file } içindeki gizli anahtarları okuyabiliyor; şu komutla onlara kapatın: chmod 600 { $path }
error-folder-exposed = Bu bilgisayarın başka kullanıcıları, gizli anahtarlarınızın bulunduğu { $file } klasörüne bakabiliyor; şu komutla onlara kapatın: chmod 700 { $path }
error-disk-full = Disk dolu, hiçbir şey yarım yazılmadı; yer açıp yeniden deneyin.
error-file = { $file } kullanılamıyor: { $why }.
error-file-exists = { $file } zaten var ve üzerine yazılmıyor; başka bir ad seçin.
error-not-text = { $file } UTF-8 metni değil; UTF-8 olarak kaydedip yeniden deneyin.
error-not-text-input = Gelen veri UTF-8 metni değil; UTF-8'e dönüştürüp yeniden deneyin.
error-blob-absent = Ek bu cihaza henüz ulaşmadı; ona sahip bir cihaz yakına gelir gelmez inecek.
error-busy = Commonplace’in aynı anda yapacak çok işi var; birazdan yeniden deneyin.
error-unchangeable = Bu, şu anki haliyle değiştirilemiyor; söylemek istediğinizi yeni bir nota yazın.
error-bad-address = “{ $address }” bir adres değil; 192.168.1.7:4001 gibi yazın.
error-not-a-relay = “{ $address }” bir röleyi göstermiyor; “commonplace relay” komutunun gösterdiği adresin tamamını, /p2p/ ve ardındaki harflerle birlikte kopyalayın.
error-network = Ağ başlatılamadı ({ $why }); --listen ile verilen adresi denetleyin ya da hiç vermeyin.
error-store = Depo hata verdi ({ $why }); kaydedilmiş hiçbir şey kaybolmadı, geri kalanını “commonplace doctor --repair” yeniden kurar.
error-stopped = Düğüm durmuş ya da hâlâ açılıyor; birazdan yeniden deneyin.
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
what-about = tanıtım yazısı
what-list-of-relays = röle listesi

# Kimin neyi yapamayacağı.
may-not-accept = Bir yanıtı yalnızca soruyu soran kabul edebilir; siz onun yerine oy verebilirsiniz.
may-not-retract = Bunu yalnızca yazan geri alabilir; siz onun yerine bildirebilirsiniz.
may-not-vote = Kendi yazdığınıza oy veremezsiniz.
may-not-invite = Rolünüz, o rolle birini davet etmenize izin vermiyor; çemberin bir sorumlusuna sorun.
may-not-invite-a-carrier = Taşıyıcılar henüz davet edilemiyor; bir okur ya da öğrenen davet edin.
may-not-change-roles = Rolünüz, o rolü vermenize izin vermiyor; çemberin bir sorumlusuna sorun.
may-not-change-this-members-role = Yalnızca sizden sonraki üyelerin rolünü değiştirebilirsiniz; daha eski bir sorumluya sorun.
may-not-remove-this-member = Yalnızca sizden sonraki üyeleri çıkarabilirsiniz; daha eski bir sorumluya sorun.
may-not-change-the-settings-of-this-circle = Bir çemberin nasıl yayılacağına yalnızca sorumlular karar verir, daha eski bir sorumlunun kararına karşı da değil; onlardan birine sorun.
may-not-import = Bu çemberde yalnızca okuyorsunuz; yazmak için bir sorumludan öğrenen rolünü isteyin.
may-not-write = Bu çemberde yalnızca okuyorsunuz; yazmak için bir sorumludan öğrenen rolünü isteyin.
may-not-attach = Buna yalnızca yazan kişi dosya ekleyebilir; kendi notunuzu ya da yanıtınızı yazın.

# Anahtarlar, sözcükler, aygıtlar
error-locked = { $home } anahtarları bir parolayla mühürlü; sorulduğunda yazın ya da içinde bulunduğu dosyayı --passphrase-file ile gösterin.
error-wrong-passphrase = Parola bu değil ya da yazdığınız iki parola farklı; yeniden deneyin.
error-no-root-key = Bu aygıt bunu yapamaz, çünkü kurtarma sözcüklerinizin karşılığı olan anahtar onda yok; başka bir aygıtınızı ya da sözcüklerinizi kullanın.
error-copied = { $home } başka bir evin kopyası ve onu ayrı bir aygıt yapacak anahtar içinde yok; bunun yerine kurtarma sözcüklerinizle bir ev kurun: commonplace restore --name AD --home KLASÖR
error-device-revoked = Bu aygıt sahibi tarafından iptal edildi, bu yüzden üzerinde hiçbir şey yazılamaz; burada olanlar okunmaya devam eder.
error-words-count = Kurtarma sözcükleri 24 tanedir, bunlar { $count } tane; hepsini sırasıyla yazın.
error-words-unknown = { $place }. sözcük bir kurtarma sözcüğü değil; kâğıdınıza yeniden bakın.
error-words-checksum = Sözcüklerden biri kâğıttakinden farklı ya da ikisi yer değiştirmiş; yeniden bakın.
error-wrong-word = { $place }. sözcük başka; kâğıdınıza yeniden bakın ya da sözcükleri şununla görün: commonplace words show
what-passphrase = parola
what-words = sözcük listesi
may-not-revoke-this-device = Bir aygıt kendini iptal edemez; bunu başka bir aygıtınızda yapın ya da çevrelerinizden ayrılın.

# Beceriler ve birlikte öğrenen iki kişi.

# Hatalar ve kimin neyi yapamayacağı.
what-skill = bir beceri
what-skills = beceri listesi
what-offers = yardım edebileceklerinizin listesi
what-needs = yardım istediklerinizin listesi
what-pairs-at-once = aynı anda kaç kişiyle
what-level = bir düzey
what-free-time = haftanın bir bölümü
what-languages = dil listesi
what-people-passed = önerilmesini istemediğiniz kişilerin listesi
what-rounds = kaç kez yeniden başladığınız
may-not-pair-with-oneself = Kendinizle ikili olamazsınız.
may-not-pair-with-a-reader = Okurlar bu çemberde bir şey yazmaz; bu yüzden evet de diyemezler.

# Biri ne kadar ilerledi.
skill-level-1 = ilk fikir
skill-level-2 = temel bilgi
skill-level-3 = iyi biliyor
skill-level-4 = öğretebiliyor
skill-level = 4 üzerinden { $level }, { $words }
skill-apart = Bilgisayarlarınız ayrı ayrı yazmış: yeniden kaydedene dek bütün beceriler duruyor.

# Haftanın bölümleri.
free-morning = { $weekday } sabahı
free-afternoon = { $weekday } öğleden sonrası
free-evening = { $weekday } akşamı

# İki kişi neden birlikte öğrenebilir.
pair-and = {", "}
pair-you-and = Siz ve { $name }
pair-both = { $one } ve { $name }
pair-gets = Siz { $skill } konusunda yardım istiyorsunuz; { $name }: { $level }
pair-gives = { $name } { $skill } konusunda yardım istiyor; siz: { $level }
pair-free = İkinizin de boş zamanı: { $when }
pair-speak = İkinizin de konuştuğu: { $languages }
pair-before = { $name } ile daha önce birlikte öğrendiniz

# İki kişi ne kadar ilerledi.
pair-state-together = Birlikte öğreniyorsunuz ({ $when }).
pair-state-asked = { $name } sizinle öğrenmek istiyor ({ $when }).
pair-state-waiting = Kabul ettiniz ({ $when }); { $name } bekleniyor.
pair-state-ended = Bu ikili sona erdi ({ $when }).
pair-state-later = İki hafta önerilmeyecek. Bunu yalnızca kendi bilgisayarlarınız bilir.
pair-state-never = Artık önerilmeyecek. Bunu yalnızca kendi bilgisayarlarınız bilir.
pair-state-open = Aranızda henüz bir şey söylenmedi.
pair-short-together = birlikte
pair-short-asked = size soruyor
pair-short-waiting = bekliyor
pair-short-ended = sona erdi
pair-short-later = şimdi değil
pair-short-never = önerilmiyor
pair-short-open = açık

# Komut satırı.
cli-col-offers = yardım edebilir
cli-col-needs = yardım istiyor
cli-col-free = boş
cli-col-speaks = konuştuğu diller
cli-col-pairs = aynı anda ikili
cli-col-over = konu
cli-col-since = ne zamandan beri

# Pencerede ve sayfalarda.
pairs = İkili öğrenme
pairs-all = Bütün ikililer ve becerileriniz
pairs-might = Birlikte öğrenebilirsiniz:
pairs-first = Yardım edebileceğiniz bir konu ve yardım istediğiniz bir konu yazın: o zaman kimin uyduğunu görürsünüz.
pairs-none-fit = Henüz uyan kimse yok. Sizinkine uyan bir beceri yazan kişi burada görünür.
pairs-busy = Söylediğiniz sayıda kişiyle öğreniyorsunuz. Bir evetinizi geri alın ya da sayıyı artırın; o zaman başkaları yine burada görünür.
pairs-ended = Sona erenler
skill-read = Bunu bu çemberdeki herkes okuyabilir.
pair-seen = Kabul ettiğinizde çember bunu görür.
pairs-people = Kim neye yardım edebilir
pairs-others = Başka kimler birlikte öğreniyor
pairs-set-aside = Size önerilmeyenler
pair-accept = Kabul et
pair-another = Başkasını göster
pair-later = Şimdi değil
pair-never = Artık önerme
pair-again = Yeniden öner
pair-rather-not = Bu kez olmasın
pair-take-back = Geri al
pair-end = Bitir
pair-end-lesson = { $name } ikilinin sona erdiğini öğrenir, nedenini değil. Birlikte yazdıklarınız kalır.
pair-end-surely = İkiliyi bitir
pair-keep = Birlikte sürdür
skill-mine = Becerileriniz
skill-offers = Yardım edebileceğim konular ve ne kadar ilerlediğim
skill-needs = Yardım istediğim konular ve ne kadar ilerlemek istediğim
skill-hint = Bir satırda bir beceri
skill-more = Bir tane daha
skill-remove = Bunu çıkar
skill-free = Boş zamanım
skill-capacity = Aynı anda kaç kişiyle
skill-nobody = şimdi kimseyle
skill-languages = Konuştuğum diller
skill-save = Kaydet
skill-discard = Olduğu gibi bırak
skill-unsaved = Henüz kaydedilmedi; bu bilgisayarda duruyor.
skill-can-help = Yardım edebilir: { $said }
skill-wants-help = Yardım istiyor: { $said }
skill-name = { $skill }
skill-has = { $skill } ({ $words })
skill-goal = { $skill } (hedef: { $words })
skill-is-free = Boş: { $said }
free-part-morning = sabah
free-part-afternoon = öğleden sonra
free-part-evening = akşam
home-begun-skills = becerileriniz
also-pairs = eş arkadaş ikili beceri yardım eşleşme
notice-pair-asked = Birisi sizinle öğrenmek istiyor.
notice-paired = Birisi de evet dedi: birlikte öğreniyorsunuz.
pairs-might-head = Birlikte öğrenebilirsiniz
read-skill-hint = Her satıra bir beceri; ne kadar ilerlediğiniz ya da ilerlemek istediğiniz iki noktadan sonra, “Osmoz: 3” gibi. 1 ilk fikir, 2 temel bilgi, 3 iyi biliyor, 4 öğretebiliyor.
read-said-skilled = Becerileriniz kaydedildi
read-said-paired = Evetiniz yazıldı
read-said-pair-ended = İkili sona erdi
read-said-passed = Kendi bilgisayarlarınızda not edildi

# Gösteri.
cli-demo-suggested = birlikte öğrenmek için şunu görür: { $name }. { $why }
cli-demo-paired = artık { $name } ile öğreniyor: { $skills }

# İtirazlar: bir yerde neyin yanlış olduğu ve bunun oradan yapılan her şeye nasıl ulaştığı.

# Hatalar ve birinin yapamayacakları.
what-claim = neyin yanlış olduğu
what-source = kaynak ya da neden
may-not-rule = Bir itiraza yalnızca kolaylaştırıcılar ve sorumlular karar verir; siz katılıp katılmadığınızı söyleyebilirsiniz.
may-not-say-corrected = Düzeltildiğini yalnızca itiraz edileni değiştirebilenler söyler.

# Komut satırı.
cli-col-claim = yanlış olan
cli-col-weighed = katılan/katılmayan
cli-kind-answer = yanıt
cli-event-disputed = { $circle } çemberinde itirazlar geldi ya da değişti.

# Bir itirazın geldiği yer.
disputes = İtirazlar
dispute = İtiraz
dispute-open = açık
dispute-upheld = haklı bulundu
dispute-corrected = düzeltildi
dispute-rejected = reddedildi
dispute-line-open = İtiraz eden { $name }: { $claim }
dispute-line-upheld = İtiraz eden { $name }, haklı bulundu: { $claim }
dispute-line-corrected = { $name } tarafından edilen itirazla düzeltildi: { $claim }
dispute-line-rejected = İtiraz eden { $name }, reddedildi: { $claim }

# Oradan yapılmış bir şeyi okuyana söylenen.
source-open = Kaynağına itiraz var ({ $title }): { $claim }
source-upheld = Kaynağı yanlış ({ $title }): { $claim }
source-corrected = Kaynağı düzeltildi ({ $title }): { $claim }
source-badge-open = Kaynağına itiraz var, nedenine bakın
source-badge-upheld = Kaynağı yanlış, nedenine bakın
source-badge-corrected = Kaynağı düzeltildi, nedenine bakın

# Bir itiraz, bütünüyle.
dispute-of = “{ $title }” içinde, yazan: { $name }
dispute-of-passage = İtiraz edilen
dispute-passage-gone = Bu sözler orada yok.
dispute-sources = Başka türlü söyleyen
dispute-source-item = Başka türlü söyleyen: { $title }
dispute-source-absent = henüz burada olmayan bir şey
dispute-source-elsewhere = Başka türlü söyleyen: { $source }
dispute-corrected-by = Düzeltildiğini söyleyen: { $name }
dispute-ruled-upheld = Haklı bulan { $name }: { $reason }
dispute-ruled-rejected = Reddeden { $name }: { $reason }
dispute-who = Ne düşünülüyor
dispute-who-agree = { $count ->
    [one] Bir kişi kaynağa katılıyor: { $names }
   *[other] { $count } kişi kaynağa katılıyor: { $names }
}
dispute-who-disagree = { $count ->
    [one] Bir kişi katılmıyor: { $names }
   *[other] { $count } kişi katılmıyor: { $names }
}
dispute-who-unsure = { $count ->
    [one] Bir kişi emin değil: { $names }
   *[other] { $count } kişi emin değil: { $names }
}
dispute-made-from = Bundan yapılanlar
dispute-made-from-lesson = Bunları okuyana itiraz söylenir.

# Yapılanlar.
dispute-begin = Buna itiraz et
dispute-agree = Kaynağa katılıyorum
dispute-disagree = Katılmıyorum
dispute-unsure = Emin değilim
dispute-rule-upheld = Haklı bul
dispute-rule-rejected = Reddet
dispute-rule-reason = Neden böyle karar veriyorsunuz; herkes okuyabilir
dispute-say-corrected = Düzeltildi
dispute-not-corrected = Yine de düzeltilmedi
dispute-see-passage = Yerini göster

# Form.
dispute-form = Bir yere itiraz et
dispute-form-lesson = Kesin bilmek zorunda değilsiniz. Başka yerde okuduğunuzu söyleyin, ötekiler de baksın.
dispute-claim-hint = Yanlış olan, bir cümleyle
dispute-why-hint = Daha çok söylemek isterseniz: neden böyle düşünüyorsunuz
dispute-source-hint = Başka türlü söyleyen bir kitap, sayfa ya da adres
dispute-source-chosen = Kaynak: { $title }
dispute-source-none = Bu çemberden kaynak olmadan
dispute-source-search = Bu çemberde ara
dispute-publish = Çembere söyle

# Listeler ve yeni olanlar.
disputes-all = Bütün itirazlar
disputes-open = Açık itirazlar
disputes-only-open = Yalnızca açık olanlar
disputes-none = Burada hiçbir şeye itiraz yok. Yanlış bir şey bulan, yerini işaretler ve bir kaynağın ne dediğini söyler.
disputes-none-open = Açık itiraz yok.
disputes-count = { $count ->
    [one] bir açık itiraz
   *[other] { $count } açık itiraz
}
key-dispute = Açık olana ya da seçilene itiraz et
also-key-dispute = yanlış hata düzelt şüphe
also-disputes = yanlış hata düzeltme kaynak denetim doğru
notice-disputed = Yazdığınız bir şeye itiraz edildi.
notice-source-disputed = Kendisinden bir şey yaptığınız bir kaynağa itiraz edildi.
notice-corrected = İtiraz edilen bir şey düzeltildi.
read-said-disputed = İtirazınız yazıldı.
read-said-weighed = Düşünceniz yazıldı.

# The story of `commonplace demo`.
cli-demo-source-disputed = “{ $title }” sorusunda ve yanıtında kaynaklarına itiraz olduğunu görüyor: { $claim }
cli-demo-made-from = cümleden yapılanları görüyor: { $count }
cli-demo-source-corrected = ikisinde de kaynaklarının düzeltildiğini görüyor: { $claim }

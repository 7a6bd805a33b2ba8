# Bir dosyanın neden içe ya da dışa aktarılmadığı ve dışa aktarılan konuşmaların satırları.

transfer-link = Bu bir sembolik bağlantı ve bağlantılar izlenmez; içe aktarmak için dosyanın kendisini klasöre koyun.
transfer-home = Bu klasör bir Commonplace evi ve gizli anahtarlar içeriyor; ondan hiçbir şey içe aktarılmaz. Başka bir klasör seçin.
transfer-not-a-file = Bu ne bir dosya ne de bir klasör; içe aktarılacak bir şey yok.
transfer-not-text = Bu, UTF-8 metni değil; UTF-8 olarak kaydedip yeniden içe aktarın.
transfer-note-too-large = Bir not en çok { $max } MiB metin içerebilir; bunu bölün ya da dosya olarak ekleyin.
transfer-file-too-large = Bir ek en çok { $max } GiB olabilir; bu dosya daha büyük.
transfer-unreadable = Okunamadı: { $why }.
transfer-unwritable = Yazılamadı: { $why }.
transfer-bad-name = Adında okunamayan karakterler var; adını değiştirip yeniden içe aktarın.
transfer-too-deep = { $max } klasörden daha derinde; bu klasörü tek başına içe aktarın.
transfer-too-many = Yalnızca ilk { $max } dosyaya bakıldı; öbür klasörleri tek tek içe aktarın.
transfer-not-shown = Bu dosyayı hiçbir not göstermiyor; bir nottan bağlantı verip yeniden içe aktarın.
transfer-anki = Anki desteleri henüz içe aktarılamıyor; desteyi Anki’den metin olarak dışa aktarıp onu içe aktarın.
transfer-not-markdown = Bu bir Markdown dosyası değil; bir notun dosyası .md ya da .markdown ile biter.
transfer-changed-by = { $name } bu notu çemberde değiştirmiş ve bu dosyada o değişiklik yok; çemberi dışa aktarın, değişikliklerinizi orada yapın ve onu içe aktarın.
transfer-newer-here = Çemberde bu notun daha yeni bir sürümü var.
transfer-malformed = Dışa aktarılmış bu konuşma artık okunamıyor; ilk satırlarını onarın ya da not olarak içe aktarmak için oradan “commonplace:” satırını silin.
transfer-note-missing = Bu yorumların ait olduğu not çemberde yok; ikisini birlikte içe aktarın.
transfer-exists = Orada zaten başka bir dosya var ve ona dokunulmadı; onu taşıyıp yeniden dışa aktarın.
transfer-in-the-way = Klasör gereken yerde bir bağlantı ya da dosya var; onu taşıyıp yeniden dışa aktarın.

# Bir dosyada ve içe aktarılan bir konuşmada, başkasının sözlerinin üstünde.
transfer-asked = { $name } sordu ({ $day }):
transfer-answered = { $name } yanıtladı ({ $day }):
transfer-commented = { $name } yorum yaptı ({ $day }):

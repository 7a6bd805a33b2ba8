// Ana's folder: the sample notes of this repository, a picture among them, and the chapter of a book.

import fs from "node:fs";
import path from "node:path";

const samples = new URL("../../assets/demo/", import.meta.url);

/** Writes the folder. */
export function folder(place) {
  fs.cpSync(samples, place, { recursive: true });
  fs.writeFileSync(path.join(place, "chapter-5.pdf"), pdf(5_000_000));
  fs.writeFileSync(path.join(place, "Reading list.md"), "---\ntags: [reading]\n---\n# Reading list\n\nFor Thursday: [chapter 5](chapter-5.pdf), up to page 12. Then [[Osmosis]], with the drawing.\n");
}

/** A PDF of one page and about so many bytes, as a scanned chapter has. */
function pdf(bytes) {
  // Noise, so that nothing makes it smaller on the way; always the same.
  let seed = 1;
  const noise = Buffer.alloc(bytes, 0);
  for (let at = 0; at < bytes; at += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    noise[at] = seed >>> 24;
  }
  const words = "BT /F 24 Tf 72 720 Td (Chapter 5: Osmosis) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    Buffer.concat([Buffer.from(`<< /Length ${bytes} >>\nstream\n`), noise, Buffer.from("\nendstream")]),
  ];
  const parts = [Buffer.from("%PDF-1.4\n")];
  const places = [];
  let length = parts[0].length;
  const add = (part) => { parts.push(part); length += part.length; };
  objects.forEach((object, at) => {
    places.push(length);
    add(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n")]));
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const start = length;
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

// Two people, made by the command line alone: Ana, whose pages are read, and Ben, from whom most of it comes.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNgGAWjYBSMAggAAAQQAAHlzmqmAAAAAElFTkSuQmCC', 'base64');

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120"><rect width="240" height="120" fill="#e3ecd5"/>
<path d="M120 10v100" stroke="#33602a" stroke-width="3" stroke-dasharray="6 6"/><script>document.title = 'taken over'</script>
<image href="http://example.org/from-a-drawing.png" width="9" height="9"/></svg>`;

export const rich = `# Osmosis

Water follows **salt** through a membrane: *slowly*, and \`only\` so far. See [[Diffusion]], [the wall](cells/wall.md#layers),
[an encyclopedia](https://en.wikipedia.org/wiki/Osmosis) or [below](#what-we-measured).

![A membrane between two rooms](membrane.svg)

![](dot.png)

## What we measured

| Hour | Salt (g) | Water (ml) |
|------|---------:|-----------:|
| 0    | 3        | 100        |
| 1    | 3        | 112        |

#### A level left out

1. Weigh the bag.
2. Wait an hour.
   - and do not shake it

- [x] first run
- [ ] second run

> What moves is the water.

\`\`\`python
def flow(salt, area):
    return 0.4 * salt * area  # a long line, to be wrapped in a narrow window and not to be cut off at its edge anywhere
\`\`\`

نص بالعربية: الماء يتبع الملح.

---

A footnote.[^1]

[^1]: Measured with kitchen salt.
`;

export const hostile = `<script>document.title = 'taken over'</script>

[press me](javascript:document.title='taken-over') and [me](data:text/html,hello) and <img src=x onerror="document.title='x'">

<a href="https://evil.example" onclick="x()">bank.example</a> [https://bank.example](https://evil.example/)

![x" onerror="document.title='taken over'](http://example.org/tracker.png "t")

"><h1>Not a heading of the page</h1><iframe src="https://evil.example"></iframe>
`;

/** Makes both homes below `folder`. Gives what the checks need to know. */
export function sample(binary, folder) {
  const home = (name) => join(folder, name);
  const run = (name, args, input = '') => {
    const out = execFileSync(binary, ['--home', home(name), '--json', ...args], { input, encoding: 'utf8' });
    return out.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  };
  const one = (name, args, input) => run(name, args, input)[0];
  const stick = join(folder, 'stick');
  mkdirSync(stick, { recursive: true });
  const exchange = (circle, from, to) => {
    run(from, ['bundle', 'write', circle, stick]);
    run(to, ['bundle', 'read', stick]);
  };
  for (const name of ['Ana', 'Ben']) {
    run(name, ['init', '--name', name]);
    run(name, ['settings', '--mdns', 'off']);
  }
  const circle = one('Ana', ['circle', 'new', 'Cell biology']).id;
  const ticket = one('Ana', ['circle', 'invite', circle]).ticket;
  run('Ben', ['circle', 'join', ticket]);
  exchange(circle, 'Ben', 'Ana');
  exchange(circle, 'Ana', 'Ben');

  const files = join(folder, 'files');
  mkdirSync(join(files, 'cells'), { recursive: true });
  writeFileSync(join(files, 'membrane.svg'), svg);
  writeFileSync(join(files, 'dot.png'), png);
  writeFileSync(join(files, 'weights.csv'), 'hour,salt\n0,3\n');
  const note = one('Ben', ['note', 'new', circle, '-', '--title', 'Osmosis', '--tag', 'cells', '--tag', 'water'], rich).id;
  run('Ben', ['attach', note, ...['membrane.svg', 'dot.png', 'weights.csv'].map((name) => join(files, name))]);
  run('Ben', ['note', 'new', circle, '-', '--title', 'Diffusion'], 'Things spread.\n');
  const evil = one('Ben', ['note', 'new', circle, '-', '--title', '<b onmouseover=x>"Bold"</b>'], hostile).id;
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let n = 1; n <= 55; n += 1) writeFileSync(join(many, `page-${n}.md`), `# Page ${n}\n\nWhat stands on page ${n}.\n`);
  run('Ben', ['import', circle, many]);
  const question = one('Ben', ['ask', circle, '-', '--title', 'Why does water follow salt?', '--about', note], 'I do *not* see why.\n').id;
  const wide = one('Ben', ['ask', circle, '-', '--title', 'ما هو التناضح؟'], 'أريد شرحًا بسيطًا.\n').id;
  exchange(circle, 'Ben', 'Ana');
  const own = one('Ana', ['ask', circle, '-', '--title', 'How thick is a membrane?'], 'In atoms, say.\n').id;
  exchange(circle, 'Ana', 'Ben');
  run('Ben', ['answer', own, '-'], '# About 7 nm\n\n## Or so\n\nTwo molecules: [[Osmosis]].\n');
  const answered = one('Ben', ['question', 'show', own]).replies[0].id;
  run('Ben', ['comment', answered, '-'], 'In most cells.\n');
  run('Ben', ['comment', note, '-'], 'Ask me if the table is unclear.\n');
  exchange(circle, 'Ben', 'Ana');
  return { home: home('Ana'), circle, note, evil, question, wide, own, run: (args, input) => run('Ana', args, input) };
}

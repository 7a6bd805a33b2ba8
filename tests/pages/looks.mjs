// What pages are: for the automated check, for a screen reader, in narrow windows, in four languages.

import { strict as assert } from 'node:assert';

/** Every page that can be opened, by name. */
export const paths = ({ note, evil, question, wide, own }) => ({
  home: '',
  notes: 'notes',
  'second part of the notes': 'notes?part=2',
  'notes with a tag': 'notes?tag=cells',
  note: `note/${note}`,
  'a hostile note': `note/${evil}`,
  'a change of a note': `note/${note}/edit`,
  'a new note': 'write',
  questions: 'questions',
  'open questions': 'questions?open=1',
  question: `question/${question}`,
  'an Arabic question': `question/${wide}`,
  'an answered question': `question/${own}`,
  'a new question': 'ask',
  'a question about a note': `ask/${note}`,
  'a search': 'search',
  'what was found': 'search?q=salt',
  'nothing found': 'search?q=zebra',
  'no such page': 'note/nothing',
  'no such note': 'link?name=nowhere',
});

export async function looks({ check, accessible, visit, circle, binary, read }) {
  const pages = paths(circle);

  for (const language of ['en', 'ar', 'tr', 'es']) {
    const server = await read(binary, circle.home, circle.circle, language);
    const some = language === 'en' ? Object.keys(pages) : ['home', 'note', 'an answered question', 'a new question'];
    for (const scheme of ['light', 'dark']) {
      await check(`${language}, ${scheme}: nothing is found on ${some.length} pages`, () =>
        visit(server, { colorScheme: scheme }, async (page) => {
          for (const name of some) {
            await page.goto(server.base + pages[name]);
            assert.equal(await page.locator('html').getAttribute('lang'), language);
            await accessible(page);
          }
        }));
    }
    await check(`${language}: a window of 320 pixels shows everything and scrolls one way only`, () =>
      visit(server, { viewport: { width: 320, height: 600 } }, async (page) => {
        for (const name of some) {
          await page.goto(server.base + pages[name]);
          const { width, inner, by } = await page.evaluate(() => {
            const inner = document.documentElement.clientWidth;
            const far = [...document.querySelectorAll('body *')].filter((one) => {
              const box = one.getBoundingClientRect();
              return (box.right > inner + 1 || box.left < -1) && !one.closest('.wide, .aside, .skip');
            });
            return { width: document.scrollingElement.scrollWidth, inner, by: far.map((one) => one.outerHTML.slice(0, 90)) };
          });
          assert.ok(width <= inner && by.length === 0, `${name}: ${width} of ${inner}: ${by.join(' ')}`);
        }
      }));
    if (language === 'en') await english({ check, accessible, visit, circle, server });
    if (language === 'ar') {
      await check('ar: the page runs from right to left, and a Latin text in it from left to right', () =>
        visit(server, {}, async (page) => {
          await page.goto(server.base + pages.note);
          const direction = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).direction);
          assert.equal(await direction('body'), 'rtl');
          assert.equal(await direction('.text p'), 'ltr');
          assert.equal(await direction('.text p:has-text("نص")'), 'rtl');
          const [skip] = await page.locator('.skip').all();
          await page.keyboard.press('Tab');
          assert.ok(await skip.evaluate((one) => one.getBoundingClientRect().right > innerWidth / 2), 'the beginning is right');
        }));
    }
    await server.stop();
  }
}

async function english({ check, accessible, visit, circle, server }) {
  const pages = paths(circle);
  const titles = new Map();

  await check('every page says in its title where one is, and has one heading of the first level', () =>
    visit(server, {}, async (page) => {
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(server.base + path);
        const title = await page.title();
        assert.ok(title.endsWith('Commonplace') && title.length > 20, `${name}: ${title}`);
        assert.equal(await page.locator('h1').count(), 1, name);
        assert.equal(await page.locator('main').count(), 1, name);
        const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
        levels.forEach((level, at) => assert.ok(at === 0 ? level === 1 : level <= levels[at - 1] + 1, `${name}: ${levels}`));
        titles.set(title, name);
      }
      assert.ok(titles.size >= Object.keys(pages).length - 2, [...titles.keys()].join('\n'));
    }));

  await check('a screen reader is told what a note holds', () =>
    visit(server, {}, async (page) => {
      await page.goto(server.base + pages.note);
      const tree = await page.locator('body').ariaSnapshot();
      for (const part of [
        'banner:', 'navigation "This circle"', 'search:', 'main:', 'contentinfo:',
        'heading "Osmosis" [level=1]', 'heading "What we measured" [level=2]', 'heading "A level left out" [level=3]',
        'img "A membrane between two rooms"', 'img "Picture without a description: dot.png"',
        'columnheader "Salt (g)"', 'cell "112"', 'link "an encyclopedia (en.wikipedia.org)"', 'img "done"',
        'code: "def flow', 'button "Helpful"', 'link "Why does water follow salt?"', 'heading "Questions about this note"',
      ]) assert.ok(tree.includes(part), `${part}\n${tree}`);
      const shown = await page.locator('.text img').evaluateAll((all) => all.map((one) => one.complete && one.naturalWidth));
      assert.ok(shown.every((width) => width > 0), `pictures are shown: ${shown}`);
    }));

  await check('what is hostile is only words', () =>
    visit(server, {}, async (page) => {
      await page.goto(server.base + pages['a hostile note']);
      assert.ok((await page.title()).startsWith('<b onmouseover=x>"Bold"</b>'));
      const found = await page.locator('main').evaluate((main) => ({
        elements: [...main.querySelectorAll('script, iframe, object, embed, img, b')].map((one) => one.tagName),
        handlers: [...main.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
        links: [...main.querySelectorAll('.text a')].map((one) => one.href),
      }));
      assert.deepEqual(found.elements, []);
      assert.deepEqual(found.handlers, []);
      assert.deepEqual(found.links, ['https://evil.example/']);
      assert.ok((await page.locator('.text a').innerText()).includes('(evil.example)'), 'the host that it leads to is said');
    }));

  await check('links between notes lead where the window leads', () =>
    visit(server, {}, async (page) => {
      await page.goto(server.base + pages.note);
      await page.getByRole('link', { name: 'Diffusion' }).click();
      assert.equal(await page.locator('h1').innerText(), 'Diffusion');
      await page.goBack();
      await page.getByRole('link', { name: 'below' }).click();
      assert.equal(await page.evaluate(() => document.querySelector(':target')?.textContent), 'What we measured');
      await page.getByRole('link', { name: 'the wall' }).click();
      assert.ok((await page.locator('[role=alert]').innerText()).includes('cells/wall.md'));
    }));

  await check('more contrast is given where it is asked for, and motion by nothing', () =>
    visit(server, { contrast: 'more', forcedColors: 'none' }, async (page) => {
      for (const name of ['home', 'note', 'an answered question']) {
        await page.goto(server.base + pages[name]);
        assert.equal(await page.locator('body').evaluate((one) => getComputedStyle(one).color), 'rgb(0, 0, 0)');
        await accessible(page);
      }
    }));

  await check('an attachment is saved under its name', () =>
    visit(server, {}, async (page) => {
      await page.goto(server.base + pages.note);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'weights.csv' }).click()]);
      assert.equal(download.suggestedFilename(), 'weights.csv');
    }));

  await check('a stranger is told nothing, and finds nothing wrong either', async () => {
    await visit(server, {}, async (page) => {
      await page.context().clearCookies();
      for (const path of ['', pages.note, 'style.css']) {
        const answer = await page.goto(server.base + path);
        assert.equal(answer.status(), 403);
        assert.ok(!(await page.content()).includes('Cell biology'));
      }
      await accessible(page);
    });
  });
}

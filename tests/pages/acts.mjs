// What somebody does, by keys alone.

import { strict as assert } from 'node:assert';

/** Presses Tab until this has the focus; everything on the way must be seen to have it. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const one = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return {
        name: one.outerHTML.slice(0, 120),
        ring: one === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
        inside: one === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight),
      };
    });
    assert.ok(seen.ring, `the focus is seen: ${seen.name}`);
    assert.ok(seen.inside, `the focus is in sight: ${seen.name}`);
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`no way by Tab to ${wanted}`);
}

const status = (page) => page.getByRole('status').innerText();

export async function acts({ check, accessible, visit, circle, binary, read }) {
  const server = await read(binary, circle.home, circle.circle, 'en');
  const at = (path) => server.base + path;
  const question = () => circle.run(['question', 'show', circle.question])[0];

  await check('by keys alone: past the head, to what is new, and to a question that is answered', () =>
    visit(server, {}, async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the text');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
      await tabTo(page, page.getByRole('link', { name: 'Why does water follow salt?' }).first());
      await page.keyboard.press('Enter');
      await page.waitForURL(at(`question/${circle.question}`));
      const field = page.getByLabel('Text of your answer');
      await tabTo(page, field);
      await page.keyboard.type('Because *salt* holds it.\n\nBoth ways.');
      await tabTo(page, page.getByRole('button', { name: 'Publish the answer' }));
      await page.keyboard.press('Enter');
      await page.waitForURL(/said=answered/);
      assert.equal(await status(page), 'Your answer is published.');
      assert.ok((await page.title()).startsWith('Your answer is published. – Why does water'), await page.title());
      assert.equal(await page.locator('.answer em').innerText(), 'salt');
      await accessible(page);
      const [reply] = question().replies;
      assert.equal(reply.text, 'Because *salt* holds it.\n\nBoth ways.');
      await page.reload();
      assert.equal(question().replies.length, 1, 'shown again it is not sent again');
    }));

  await check('an empty answer comes back with its reason, read out at its field', () =>
    visit(server, {}, async (page) => {
      await page.goto(at(`question/${circle.question}`));
      await page.locator('#your-answer ~ form').evaluate((form) => { form.noValidate = true; });
      const field = page.getByLabel('Text of your answer');
      await tabTo(page, field);
      await page.keyboard.type('   ');
      await tabTo(page, page.getByRole('button', { name: 'Publish the answer' }));
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      assert.ok((await page.title()).startsWith('Not published'), await page.title());
      assert.equal(await page.evaluate(() => document.activeElement.id), 'trouble', 'the reason has the focus');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      const described = (await field.getAttribute('aria-describedby')).split(' ');
      const told = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()));
      assert.ok(told.some((words) => words.includes('the text is empty')), told.join(' / '));
      assert.equal(await field.inputValue(), '   ');
      await accessible(page);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(question().replies.length, 1);
    }));

  await check('a text that is too long comes back whole, and is kept', () =>
    visit(server, {}, async (page) => {
      const long = 'ماء '.repeat(9_000);
      await page.goto(at('ask'));
      await page.getByLabel('Your question in one line').fill('Too long?');
      await page.getByLabel('More about it').fill(long);
      await page.getByRole('button', { name: 'Ask the circle' }).press('Enter');
      await page.getByRole('alert').waitFor();
      assert.equal(await page.getByLabel('More about it').inputValue(), long);
      assert.equal(await page.getByLabel('Your question in one line').inputValue(), 'Too long?');
      await accessible(page);
      await page.goto(at('ask'));
      assert.equal(await page.getByLabel('Your question in one line').inputValue(), 'Too long?', 'it is a draft now');
      await accessible(page);
      await page.getByRole('button', { name: 'Begin anew' }).press('Enter');
      await page.waitForURL(/said=discarded/);
      assert.equal(await page.getByLabel('Your question in one line').inputValue(), '');
    }));

  await check('a note is written, kept for later, published, and changed', () =>
    visit(server, {}, async (page) => {
      await page.goto(at('write'));
      await page.getByLabel('Title', { exact: true }).fill('Membranes');
      await page.getByLabel('Text', { exact: true }).fill('\n\nTwo layers.');
      await page.getByLabel('Tags').fill('cells, #thin');
      await page.getByRole('button', { name: 'Keep for later' }).press('Enter');
      await page.waitForURL(/said=kept/);
      assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), '\n\nTwo layers.', 'line breaks at its beginning too');
      await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
      await page.waitForURL(/said=noted/);
      const id = page.url().match(/note\/([^?]+)/)[1];
      assert.deepEqual(circle.run(['note', 'show', id])[0].tags, ['cells', 'thin']);
      await page.getByRole('link', { name: 'Edit', exact: true }).press('Enter');
      const text = page.getByLabel('Text', { exact: true });
      assert.equal(await text.inputValue(), '\n\nTwo layers.');
      await text.fill('Two layers of fat.');
      circle.run(['note', 'edit', id, '-'], 'Two layers, says somebody else.');
      await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
      await page.getByRole('alert').waitFor();
      assert.ok((await page.locator('.source').innerText()).includes('says somebody else'));
      assert.equal(await text.inputValue(), 'Two layers of fat.', 'and nothing of mine is lost');
      await accessible(page);
      await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
      await page.waitForURL(/said=changed/);
      assert.equal(circle.run(['note', 'show', id])[0].text, 'Two layers of fat.');
    }));

  await check('an answer is voted on, commented on and accepted', () =>
    visit(server, {}, async (page) => {
      await page.goto(at(`question/${circle.own}`));
      const helpful = page.getByRole('button', { name: /^Helpful/ });
      assert.equal(await helpful.getAttribute('aria-pressed'), 'false');
      await tabTo(page, helpful);
      await page.keyboard.press('Space');
      await page.waitForURL(/said=voted/);
      assert.equal(await helpful.getAttribute('aria-pressed'), 'true');
      const more = page.locator('.answer summary');
      await tabTo(page, more);
      await page.keyboard.press('Enter');
      await tabTo(page, page.locator('.answer textarea'));
      await page.keyboard.type('Thank you.');
      await tabTo(page, page.locator('.answer details button'));
      await page.keyboard.press('Enter');
      await page.waitForURL(/said=commented/);
      await tabTo(page, page.getByRole('button', { name: /^This answers it/ }));
      await page.keyboard.press('Enter');
      await page.waitForURL(/said=accepted/);
      await accessible(page);
      const [shown] = circle.run(['question', 'show', circle.own]);
      assert.equal(shown.state, 'accepted');
      assert.equal(shown.replies[0].comments.at(-1).text, 'Thank you.');
      assert.equal(await page.locator('.answer textarea').count(), 2, 'for a further comment, and for changing one\'s own');
    }));

  await check('a question is asked about a passage of a note, and is found there', () =>
    visit(server, {}, async (page) => {
      await page.goto(at(`note/${circle.note}`));
      await page.getByRole('link', { name: 'Ask about this note' }).press('Enter');
      await page.getByLabel('Your question in one line').fill('Which salt?');
      await page.getByLabel('The passage, if it is about one').fill('Weigh the bag.');
      await page.getByRole('button', { name: 'Ask the circle' }).press('Enter');
      await page.waitForURL(/said=asked/);
      assert.equal(await page.locator('.about blockquote').innerText(), 'Weigh the bag.');
      await page.getByRole('link', { name: 'About “Osmosis”' }).press('Enter');
      await page.getByRole('link', { name: 'Which salt?' }).waitFor();
    }));

  await check('a page of strangers that sends a form to ours does nothing', () =>
    visit(server, { beside: 'http://stranger.test/' }, async (page) => {
      const before = question().replies.length;
      const path = at(`do/publish/on/question/${circle.question}`);
      const body = `<form method="post" action="${path}"><input name="text" value="forged"><button>go</button></form>`;
      await page.context().route('http://stranger.test/', (route) => route.fulfill({ contentType: 'text/html', body }));
      const other = await page.context().newPage();
      await other.goto('http://stranger.test/');
      const [answer] = await Promise.all([other.waitForNavigation(), other.getByRole('button').click()]);
      assert.equal(answer.status(), 403);
      assert.equal(question().replies.length, before);
    }));

  await check('a form of an earlier start gives back what was typed', async () => {
    const other = await read(binary, circle.home, circle.circle, 'en');
    await visit(server, {}, async (page) => {
      await page.goto(at(`question/${circle.question}`));
      await page.getByLabel('Text of your answer').fill('Typed for nothing?');
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Publish the answer' }).press('Enter');
      assert.equal(await page.getByLabel('What you typed').inputValue(), 'Typed for nothing?');
      await accessible(page);
    });
    await other.stop();
  });
  await server.stop();
}

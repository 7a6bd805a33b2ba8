// Visits every page in a real browser and says what is not as it should be. Ends with `N passed, N failed`.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axe from 'axe-core';
import { chromium } from 'playwright-core';

import { acts } from './acts.mjs';
import { looks } from './looks.mjs';
import { sample } from './sample.mjs';
import { read } from './server.mjs';

const binary = process.argv[2];
const only = process.argv[3];
const folder = mkdtempSync(join(tmpdir(), 'commonplace-pages-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

let passed = 0;
let failed = 0;

/** One check: a story that throws when something is not as it should be. */
async function check(name, story) {
  if (only && !name.includes(only)) return;
  try {
    await story();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error.stack ?? error).split('\n').join('\n      ')}`);
  }
}

/** Fails with everything that the automated check finds, rules of WCAG 2.0 to 2.2, A and AA, and good practice. */
async function accessible(page) {
  await page.evaluate(axe.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  const told = found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`);
  if (told.length > 0) throw new Error(`${page.url()}\n${told.join('\n')}`);
  if (found.passes.length < 10) throw new Error(`only ${found.passes.length} rules looked at ${page.url()}`);
}

/** A browser of its own for one story, which fails the story if anything outside is asked for or a rule of ours is broken. */
async function visit(server, { beside, ...options }, story) {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 }, ...options });
  const outside = [];
  const complaints = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && request.url() !== beside) outside.push(request.url());
  });
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto(server.address);
    await page.waitForURL(server.base);
    await story(page);
    if (outside.length > 0) throw new Error(`asked for outside: ${outside.join(' ')}`);
    const unexpected = complaints.filter((text) => !text.includes('the server responded with a status of'));
    if (unexpected.length > 0) throw new Error(`the browser complains: ${unexpected.join('\n')}`);
  } finally {
    await context.close();
  }
}

await check('the automated check finds what is wrong', async () => {
  const page = await browser.newPage();
  await page.setContent('<title>x</title><main><h1>x</h1><input><p style="color: #999">grey on white</p></main>');
  const said = await accessible(page).catch((error) => String(error));
  await page.close();
  for (const rule of ['html-has-lang', 'label', 'color-contrast']) {
    if (!String(said).includes(`${rule}:`)) throw new Error(`${rule} was not found: ${said}`);
  }
});

try {
  const circle = sample(binary, folder);
  const tools = { check, accessible, visit, circle, binary, read };
  await looks(tools);
  await acts(tools);
} catch (error) {
  failed += 1;
  console.log(`FAIL  the checks could not go on\n      ${error.stack ?? error}`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

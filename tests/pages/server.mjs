// The program under test, as a person starts it.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts `commonplace read` and waits for its address. */
export async function read(binary, home, circle, language) {
  const child = spawn(binary, ['--home', home, '--json', '--lang', language, 'read', circle], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line);
    if (event.event === 'serving') {
      const { origin, pathname } = new URL(event.address);
      const base = `${origin}/${pathname.split('/')[1]}/`;
      const stop = async () => {
        child.kill('SIGTERM');
        const code = await ended;
        if (code !== 0) throw new Error(`the server ended with ${code}`);
      };
      return { address: event.address, origin, base, stop };
    }
  }
  throw new Error('the server ended before it said where it is');
}

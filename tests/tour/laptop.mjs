// Two laptops on a cable: a network namespace, a screen and a home each, used by keys and pointer as a person would.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** How long something may take before the story counts as broken, in milliseconds: a guard, never a measure. */
const PATIENCE = 60_000;
/** Between two looks. */
const LOOK = 100;
/** How far a button or field may be from the width by which it is known. */
const NEARLY = 4;
/** Stops of the Tab key that a page may have. */
const STOPS = 60;
/** Looks in which a caret blinks twice. */
const BLINKS = 16;
/** The screen of each laptop. */
const [WIDTH, HEIGHT] = [1280, 800];

/** The accent of the light paper, as `theme/colors.rs` has it: blue, green, red. */
const ACCENT = [0x66, 0x55, 0x1f];

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Runs another program to its end, and says which one does not come to it. */
function run(program, words, env = process.env) {
  try {
    execFileSync(program, words, { env, stdio: ["ignore", "ignore", "inherit"], timeout: PATIENCE, killSignal: "SIGKILL" });
  } catch (why) {
    const ended = why.code === "ETIMEDOUT" ? `did not end within ${PATIENCE / 1000} s` : `failed: ${why.message}`;
    throw new Error(`${program} ${words.join(" ")} ${ended}`);
  }
}

function ip(...words) {
  run("ip", words);
}

/** Looks until `look` gives something that is true, and gives that. */
export async function until(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not seen within ${PATIENCE / 1000} s: ${what}`);
    await pause(LOOK);
  }
}

/** A switch with no way out, and the cables to it. */
export class Room {
  #name = `cpt${process.pid}`;
  #laptops = [];

  constructor() {
    ip("netns", "add", this.#name);
    ip("-n", this.#name, "link", "add", "sw", "type", "bridge", "mcast_snooping", "0", "forward_delay", "0");
    ip("-n", this.#name, "link", "set", "sw", "up");
  }

  /** A laptop with its own screen, plugged in. */
  async laptop(person, binary, folder) {
    const number = this.#laptops.length + 1;
    const [namespace, port] = [`${this.#name}h${number}`, `p${number}`];
    ip("netns", "add", namespace);
    ip("-n", this.#name, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    ip("-n", this.#name, "link", "set", port, "master", "sw", "up");
    ip("-n", namespace, "link", "set", "lo", "up");
    ip("-n", namespace, "addr", "add", `10.77.0.${number}/24`, "dev", "eth0");
    ip("-n", namespace, "link", "set", "eth0", "up");
    // A cable of 1995: slow enough that a bar can be seen.
    ip("netns", "exec", namespace, "tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", "4mbit", "burst", "256kb", "latency", "50ms");
    const laptop = new Laptop(person, binary, path.join(folder, person), namespace);
    this.#laptops.push(laptop);
    await laptop.light();
    return laptop;
  }

  /** Pulls the cable of the laptop of this number out of the switch, or puts it back. */
  cable(number, state) {
    ip("-n", this.#name, "link", "set", `p${number}`, state);
  }

  /** Takes everything down. */
  close() {
    for (const laptop of this.#laptops) laptop.close();
    for (const name of [...this.#laptops.map((_, at) => `${this.#name}h${at + 1}`), this.#name]) {
      spawnSync("ip", ["netns", "del", name], { stdio: "ignore" });
    }
  }
}

export class Laptop {
  #binary;
  #namespace;
  #screen;
  #window;
  #display;

  constructor(person, binary, folder, namespace) {
    this.person = person;
    this.folder = folder;
    this.home = path.join(folder, "commonplace");
    this.#binary = binary;
    this.#namespace = namespace;
    fs.mkdirSync(folder, { recursive: true });
  }

  /** Turns the screen on: its pixels are in a file. */
  async light() {
    const words = ["-displayfd", "3", "-screen", "0", `${WIDTH}x${HEIGHT}x24`, "-fbdir", this.folder, "-nolisten", "tcp"];
    this.#screen = spawn("Xvfb", words, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    let gone = false;
    this.#screen.stdio[3].once("data", (said) => { this.#display = `:${said.toString().trim()}`; });
    this.#screen.once("exit", () => { gone = true; });
    await until(`the screen of ${this.person}`, () => this.#display || gone);
    if (!this.#display) throw new Error(`the screen of ${this.person} does not light`);
  }

  /** Opens the window. */
  async open() {
    const own = { PATH: process.env.PATH, HOME: this.folder, LANG: "C.UTF-8", DISPLAY: this.#display, ICED_BACKEND: "tiny-skia" };
    const words = ["netns", "exec", this.#namespace, this.#binary, "--home", this.home, "--lang", "en"];
    const log = fs.openSync(path.join(this.folder, "log"), "w");
    this.#window = spawn("ip", words, { env: own, stdio: ["ignore", log, log] });
    const dark = this.#seen();
    await until(`the window of ${this.person}`, () => this.#seen() !== dark);
    // Nobody manages windows here, so nobody else gives it the keys.
    this.#xdo("search", "--sync", "--name", "Commonplace", "windowfocus");
    this.#away();
    await this.still();
  }

  /** Ends the window as a power cut does. */
  async kill() {
    const window = this.#window;
    window.kill("SIGKILL");
    await until(`the end of ${this.person}'s window`, () => window.signalCode !== null || window.exitCode !== null);
    this.#window = undefined;
  }

  close() {
    this.#window?.kill("SIGKILL");
    this.#screen?.kill();
  }

  /** What the node answers, a value a line. Asked from outside: the story is played in the window. */
  ask(...words) {
    const { status, error, stdout, stderr } = spawnSync(this.#binary, ["--home", this.home, "--json", "--lang", "en", ...words], {
      encoding: "utf8", timeout: PATIENCE, killSignal: "SIGKILL",
    });
    if (status !== 0) throw new Error(`${this.person}: ${words.join(" ")}: ${error?.message ?? stderr.trim()}`);
    return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Presses these keys one after the other, each when what the one before did is to be seen. */
  async press(...keys) {
    for (const key of keys) {
      await this.#acts(`nothing comes of the key ${key}`, () => this.#xdo("key", "--clearmodifiers", key));
    }
  }

  /** Types where the focus is. */
  async type(text) {
    await this.#acts(`nothing comes of typing “${text}”`, () => this.#xdo("type", "--clearmodifiers", "--delay", "15", text));
  }

  /** Chooses from everything that the window can do, by its name. */
  async choose(name) {
    await this.press("ctrl+k");
    await until(`${this.person}: the field for a name`, () => this.ring());
    await this.type(name);
    // The field has a ring, and what it has found.
    await until(`${this.person}: something called “${name}”`, () => this.#framed().filter(({ filled }) => !filled).length > 1);
    await this.press("Return");
  }

  /** Presses the filled button, the one thing to do; where a page and what is above it have one each, the upper one. */
  async go() {
    const button = await until(`the filled button of ${this.person}`, () => this.button());
    await this.click(button.x, button.y);
  }

  /** That button, where there is one. */
  button() {
    return this.#framed().find(({ filled }) => filled);
  }

  /** What has the focus by key, where it can be seen. */
  ring() {
    return this.#framed().find(({ filled }) => !filled);
  }

  /** Waits until the keys go to the field of this name, which is known by how wide it is. */
  async at(name, wide) {
    await until(`${this.person}: the keys to go to ${name}`, () => nearly(this.ring()?.wide ?? 0, wide));
  }

  /** Goes with this key to the button or field of this name, which is known by how wide it is. */
  async reach(name, wide, key = "Tab") {
    const seen = [];
    for (let stop = 0; stop < STOPS; stop += 1) {
      await this.press(key);
      seen.push(this.ring()?.wide ?? 0);
      if (nearly(seen.at(-1), wide)) return;
    }
    throw new Error(`${this.person}: the Tab key comes to nothing as wide as “${name}”: ${seen.join(" ")}`);
  }

  async click(x, y, times = 1) {
    const words = ["mousemove", `${x}`, `${y}`, "click", "--repeat", `${times}`, "--delay", "60", "1"];
    await this.#acts(`nothing comes of a click at ${x}, ${y}`, () => this.#xdo(...words));
    this.#away();
  }

  /** Selects with the pointer from one place to another. */
  async select([x, y], [to, on]) {
    // The window takes the place of the pointer for that of all that happens between two of its frames.
    for (const words of [["mousemove", `${x}`, `${y}`], ["mousedown", "1"], ["mousemove", `${to}`, `${on}`], ["mouseup", "1"]]) {
      this.#xdo(...words);
      await this.still();
    }
    this.#away();
  }

  /** Puts the pointer where it hides nothing. */
  #away() {
    this.#xdo("mousemove", `${WIDTH - 1}`, `${HEIGHT - 1}`);
  }

  /** Waits until the program rests and nothing moves on the screen, or nothing but a caret that blinks. */
  async still() {
    let [seen, rests] = [[], 0];
    await until(`an end of what ${this.person}'s laptop does`, () => {
      const now = this.#seen();
      rests = now === seen.at(-1) && !this.#works() ? rests + 1 : 0;
      seen = [...seen, now].slice(-BLINKS);
      return rests >= 2 || (seen.length === BLINKS && new Set(seen).size <= 2);
    });
  }

  /** Whether a thread of the program runs, or would if a processor were free. */
  #works() {
    const threads = `/proc/${this.#window.pid}/task`;
    const state = (thread) => fs.readFileSync(`${threads}/${thread}/stat`, "utf8").split(") ").at(-1)[0];
    try {
      return fs.readdirSync(threads).some((thread) => state(thread) !== "S");
    } catch {
      // A thread that has ended meanwhile.
      return true;
    }
  }

  /** Keeps what is on the screen. */
  async picture(file) {
    await this.still();
    this.pictureNow(file);
  }

  /** The same while something moves. */
  pictureNow(file) {
    // 96 colours are more than eyes tell apart here, and a third of the bytes.
    const words = [`xwd:${this.#pixels()}`, "+dither", "-colors", "96", "-define", "png:compression-level=9", `PNG8:${file}`];
    run("convert", words);
  }

  async #acts(otherwise, act) {
    const before = this.#seen();
    act();
    await until(`${this.person}: ${otherwise}`, () => this.#seen() !== before);
    await this.still();
  }

  #xdo(...words) {
    run("xdotool", words, { ...process.env, DISPLAY: this.#display });
  }

  #pixels() {
    return path.join(this.folder, "Xvfb_screen0");
  }

  #seen() {
    return createHash("sha1").update(fs.readFileSync(this.#pixels())).digest("hex");
  }

  /** All that lies between two strokes of the accent colour, one right below the other: buttons, and rings of what has the focus. */
  #framed() {
    const file = fs.readFileSync(this.#pixels());
    const start = file.readUInt32BE(0) + 12 * file.readUInt32BE(76);
    const is = (x, y) => ACCENT.every((channel, at) => file[start + (y * WIDTH + x) * 4 + at] === channel);
    const strokes = [];
    for (let y = 0; y < HEIGHT; y += 1) {
      let run = 0;
      for (let x = 0; x <= WIDTH; x += 1) {
        if (x < WIDTH && is(x, y)) { run += 1; continue; }
        if (run >= 16) {
          const [left, right] = [x - run, x];
          const above = strokes.find((stroke) => stroke.bottom === y - 1 && alike(stroke, { left, right }));
          if (above) Object.assign(above, { bottom: y, left: Math.min(left, above.left), right: Math.max(right, above.right) });
          else strokes.push({ left, right, top: y, bottom: y });
        }
        run = 0;
      }
    }
    return strokes.flatMap(({ left, right, top, bottom }) => {
      const below = strokes.find((stroke) => stroke.top > bottom && alike(stroke, { left, right }));
      if (!below || below.bottom - top < 16 || below.bottom - top > 60) return [];
      // A ring is two pixels wide; a filled button is filled down to its words.
      return [{ wide: right - left, filled: bottom - top > 3, x: Math.round((left + right) / 2), y: Math.round((top + below.bottom) / 2) }];
    });
  }
}

/** Whether something is as wide as that by which it is known. */
function nearly(wide, known) {
  return Math.abs(wide - known) <= NEARLY;
}

/** Whether two strokes lie right above each other; corners are round. */
function alike(one, other) {
  return Math.abs(one.left - other.left) < 4 && Math.abs(one.right - other.right) < 4;
}

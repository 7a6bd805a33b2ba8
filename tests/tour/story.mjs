// The story of docs/tour: Ana and Ben learn together, on two laptops, without internet.
//
// It is played in the windows alone. What the nodes say is asked from outside, only to know when a step has come true.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { Room, until } from "./laptop.mjs";
import { folder as notes } from "./notes.mjs";

const [binary, pictures] = process.argv.slice(2);
const circle = "Cell biology";
const asked = "Why does the water level rise on the salty side?";
const voted = "A raisin lies in salt water. What crosses its skin by itself?";
const options = ["Nothing", "Water, into the raisin", "Salt, into the raisin", "Water, out of the raisin"];
const wrong = "It rises only as long as nothing presses back.";
const planned = "Membranes, with a potato each";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "commonplace-tour-"));
const stick = path.join(scratch, "STICK");
/** How wide the field is in which its folder is typed, by which it is known. */
const STICK_FIELD = 674;
const room = new Room();
let [ana, ben] = [];
let count = 0;

/** Keeps what is on this screen, with its place in the story. */
async function keep(laptop, what) {
  count += 1;
  await laptop.picture(path.join(pictures, `${String(count).padStart(2, "0")}-${laptop.person}-${what}.png`));
}

const one = (laptop, ...words) => laptop.ask(...words)[0];
const rows = (laptop, kind) => laptop.ask(kind, "list", circle);
const note = (laptop, title) => one(laptop, "note", "show", row(laptop, "note", title).id);
/** What lies on the stick, with when it was written. */
const written = () => fs.readdirSync(stick, { recursive: true }).map((name) => `${name} ${fs.statSync(path.join(stick, name), { throwIfNoEntry: false })?.mtimeMs}`).join();
const row = (laptop, kind, title) => rows(laptop, kind).find((row) => row.title === title);

const steps = {
  async "both give a name, and that is all"() {
    for (const [laptop, name] of [[ana, "Ana"], [ben, "Ben"]]) {
      await laptop.type(name);
      if (laptop === ana) await keep(ana, "name");
      await laptop.press("Return");
      await until(`${name} lives here`, () => fs.existsSync(path.join(laptop.home, "identity.cbor")) && one(laptop, "whoami").name === name);
      await laptop.still();
    }
  },

  async "Ana starts a circle"() {
    await ana.choose("New circle");
    await ana.type(circle);
    await ana.press("Return");
    await until("the circle", () => ana.ask("circle", "list").some((one) => one.title === circle));
    await keep(ana, "circle");
  },

  async "Ben sees her laptop, asks, and both compare four words"() {
    await until("each other's laptops", () => [ana, ben].every((laptop) => laptop.ask("nearby").length === 2));
    await ben.choose("come into a circle");
    await keep(ben, "nearby");
    // The last stop of the Tab key is the last laptop's button.
    await ben.press("shift+Tab", "Return");
    await until("that Ana's laptop hears of it", () => ana.ask("nearby").some((one) => one.asks));
    await keep(ana, "asked");
    await ana.go();
    await until("four words on both screens", () => [ana, ben].every((laptop) => laptop.ring()?.y > 200));
    await keep(ana, "words");
    await keep(ben, "words");
    // Neither answer is offered: the focus is on the careful one, and the other stands before it.
    await ana.press("shift+Tab", "Return");
    await until("Ben in the circle", () => ben.ask("circle", "list").some((one) => one.state === "joined"));
    await ana.still();
    await keep(ana, "in");
    await ana.press("Escape");
    await keep(ben, "in");
  },

  async "Ana takes in her folder, and it comes to Ben"() {
    notes(path.join(scratch, "notes"));
    await ana.press("ctrl+o");
    await ana.type(path.join(scratch, "notes"));
    await ana.press("Return");
    await until("the notes of the folder", () => row(ana, "note", "Osmosis"));
    await until("what became of each file", () => ana.button());
    await keep(ana, "taken-in");
    await ana.go();
    await until("all of them with Ben", () => rows(ben, "note").length === rows(ana, "note").length);
    await ben.choose("Reading list");
    await keep(ben, "arriving");
    const both = (row) => row.on.devices === 2;
    await until("that all is on both laptops", () => [ana, ben].every((laptop) => rows(laptop, "note").every(both)));
    const whole = () => ben.ask("blob", "list", row(ben, "note", "Reading list").id).every((blob) => blob.here >= blob.size);
    await until("the chapter", whole);
    await ben.choose("Osmosis");
    await keep(ben, "reads");
  },

  async "Ben asks about a passage"() {
    await ben.select([796, 256], [1060, 256]);
    await keep(ben, "selected");
    await ben.press("ctrl+shift+n");
    await ben.type(asked);
    await keep(ben, "asks");
    await ben.press("ctrl+s");
    await until("the question with Ana", () => row(ana, "question", asked));
  },

  async "Ana answers, and Ben accepts"() {
    await ana.choose(asked);
    await ana.press("ctrl+e");
    await ana.type("A drop on the salty side holds less water, so fewer molecules go back than come over.");
    await keep(ana, "answers");
    await ana.press("ctrl+s");
    const state = (laptop, state) => () => row(laptop, "question", asked)?.state === state;
    await until("the answer with Ben", state(ben, "answered"));
    await keep(ben, "answered");
    // From the field for an answer of his own back to the button above it.
    await ben.press("ctrl+e");
    await ben.reach("This answers it", 151, "shift+Tab");
    await ben.press("Return");
    await until("that Ana hears of it", state(ana, "accepted"));
    await keep(ben, "accepts");
    await ana.choose("Osmosis");
    await keep(ana, "mark");
  },

  async "both choose in a quick vote, sealed, and talk"() {
    await ana.choose("Quick vote");
    for (const words of [voted, ...options]) {
      await until("the keys to go to a field", () => ana.ring());
      await ana.type(words);
      await ana.press("Return");
    }
    const vote = (laptop) => row(laptop, "quickvote", voted);
    await until("the quick vote with Ben", () => vote(ben));
    await ben.choose(voted);
    const round = async (number, choices) => {
      await until("the round on both laptops", () => [ana, ben].every((laptop) => vote(laptop).round === number));
      for (const [laptop, choice] of [[ben, choices[0]], [ana, choices[1]]]) await laptop.press(choice);
      await until("both choices on both laptops", () => [ana, ben].every((laptop) => vote(laptop).chosen === 2));
      await keep(number === 1 ? ben : ana, number === 1 ? "sealed" : "sealed-again");
      await ana.go();
      const opened = (laptop) => one(laptop, "quickvote", "show", vote(laptop).id).rounds.at(-1).opened.length === 2;
      await until("what was chosen on both laptops", () => [ana, ben].every(opened));
      await keep(number === 1 ? ben : ana, number === 1 ? "otherwise" : "agreed");
    };
    await round(1, ["2", "4"]);
    await ana.go();
    await round(2, ["4", "4"]);
  },

  async "Ben makes a card of it"() {
    await ben.press("ctrl+shift+m");
    await keep(ben, "makes-card");
    await ben.press("ctrl+s");
    await until("the card with Ana", () => rows(ana, "card").length === 1);
  },

  async "Ana plans the next meeting, and Ben comes"() {
    await ana.choose("Plan a meeting");
    await ana.type(planned);
    await ana.press("Tab");
    await ana.type("2027-01-14 18:00");
    await ana.press("Tab");
    await ana.type("Room 12");
    await keep(ana, "plans");
    await ana.press("ctrl+s");
    const meeting = (laptop) => row(laptop, "meeting", planned);
    await until("the meeting with Ben", () => meeting(ben));
    await ben.choose(planned);
    await keep(ben, "meeting");
  },

  async "Ana makes Ben a second steward"() {
    await ana.press("ctrl+m");
    await ana.reach("Change", 77);
    await ana.press("Return");
    await ana.reach("steward", 675);
    await keep(ana, "roles");
    await ana.press("Return");
    const steward = () => one(ben, "circle", "show", circle).role === "steward";
    await until("that Ben hears of it", steward);
    await ben.press("ctrl+m");
    await keep(ben, "steward");
  },

  async "the cable is pulled, and both change the same paragraph"() {
    await ben.choose("Osmosis");
    await ana.choose("Osmosis");
    room.cable(2, "down");
    await until("that both are alone", () => [ana, ben].every((laptop) => one(laptop, "status").peers === 0));
    for (const [laptop, words] of [[ana, "Count the molecules, not the drops."], [ben, "Pressure can hold it back."]]) {
      await laptop.press("ctrl+e", "ctrl+End");
      // Both write at one place, and what comes together there shall have room between.
      await laptop.type(` ${words}`);
      if (laptop === ben) await keep(ben, "edits");
      await laptop.press("ctrl+s");
      await until("the change", () => note(laptop, "Osmosis").text.includes(words));
      await keep(laptop, "alone");
    }
  },

  async "alone, Ben reviews his card"() {
    await ben.press("ctrl+shift+r", "space");
    await keep(ben, "reviews");
    await ben.press("3");
    await until("the review", () => rows(ben, "card")[0].reviews === 1);
  },

  async "a stick takes both changes from one to the other"() {
    for (const [laptop, what] of [[ben, "stick"], [ana, "stick"], [ben, "stick-again"]]) {
      await laptop.choose("USB stick");
      await laptop.at("the folder of the stick", STICK_FIELD);
      await laptop.type(stick);
      const before = written();
      await laptop.press("Return");
      await until(`what ${laptop.person} lays on the stick`, () => written() !== before);
      await keep(laptop, what);
    }
    const whole = ({ text, both_edited }) => both_edited.length > 0 && /Count the/.test(text) && /Pressure can/.test(text);
    await until("both changes on both laptops", () => [ana, ben].every((laptop) => whole(note(laptop, "Osmosis"))));
    await ben.choose("Osmosis");
    await keep(ben, "both-edited");
  },

  async "Ana disputes a sentence"() {
    await ana.choose("Osmosis");
    await ana.select([796, 289], [1060, 289]);
    await ana.press("ctrl+shift+d");
    await ana.type(wrong);
    // Past the passage, to what says otherwise.
    await ana.press("Tab", "Tab");
    await ana.type("Our book, page 41: osmotic pressure");
    await keep(ana, "disputes");
    await ana.press("ctrl+s");
    await until("the dispute", () => rows(ana, "dispute").length === 1);
  },

  async "the cable is in again, and what was made from the sentence says that it is disputed"() {
    room.cable(2, "up");
    await until("the dispute with Ben", () => rows(ben, "dispute").length === 1);
    await ben.choose(asked);
    await keep(ben, "source-disputed");
    await until("that all is on both laptops", () => [ana, ben].every((laptop) => laptop.ask("status", circle)[1].safe));
    await keep(ben, "together");
  },

  async "Ana's laptop is gone, and Ben lets Li in"() {
    await ana.kill();
    await until("that Ben is alone", () => one(ben, "status").peers === 0);
    await ben.press("ctrl+i");
    await keep(ben, "invites");
  },
};

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    room.close();
    process.exit(1);
  });
}

let broken;
try {
  fs.mkdirSync(pictures, { recursive: true });
  fs.mkdirSync(stick);
  ana = await room.laptop("ana", binary, scratch);
  ben = await room.laptop("ben", binary, scratch);
  await Promise.all([ana.open(), ben.open()]);
  for (const [step, play] of Object.entries(steps)) {
    console.log(step);
    await play().catch((why) => {
      throw new Error(`the story breaks off where ${step}: ${why.message}`);
    });
  }
} catch (why) {
  broken = why.message;
  for (const laptop of [ana, ben].filter(Boolean)) laptop.pictureNow(path.join(pictures, `broken-${laptop.person}.png`));
}
room.close();
if (broken) {
  console.error(`${broken}; what was last to be seen is in ${pictures}, what the windows said in ${scratch}`);
  process.exitCode = 1;
} else {
  fs.rmSync(scratch, { recursive: true });
  console.log(`${count} pictures in ${pictures}`);
}

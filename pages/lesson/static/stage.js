/* The stage: pictures and numbers of one experiment, live. Called again with each answer of the server; it keeps its
   nodes and draws only the newest message (an older one that has not been drawn yet is skipped). */

import { bus, ensureStyle, h } from './bus.js';
import { icon } from './icons.js';
import { createMenu } from './menu.js';
import { createNotices } from './notices.js';
import { createPicture } from './picture.js';
import { loadPlotly } from './plot.js';
import { watchProse } from './prose.js';
import { createCautions, createNumbers, createMeasured, createTiles } from './readouts.js';
import { onThemeChange } from './theme.js';

/** How long the reader's choice of pictures stands before the server's is believed again. */
const PATIENCE = 3000;
const PRINT_WIDTH = 660;

const stages = new Map();

function createStage(host) {
  let component = null, data = null, drawn = null, queued = false, views = '', wanted = null, seq = 0, spoken = null, speaking = 0;
  const pictures = new Map();

  const buttons = h('div', { class: 'sr-views', role: 'group', 'aria-label': 'Pictures' });
  const pinText = h('span', { class: 'sr-tool-text' }, 'Pin');
  const pin = h('button', {
    type: 'button', class: 'sr-tool', 'data-tool': 'pin', 'aria-pressed': 'false', onclick: togglePin, title: 'Keep this result, faint, beside the next ones',
  }, icon('pin'), pinText);
  const pinned = h('span', { class: 'sr-pinned-chip', hidden: true }, '');
  const menu = createMenu(() => ({ state: drawn, pictures: shownPictures().map(picture => picture.shown) }));
  const notices = createNotices(), tiles = createTiles(), measured = createMeasured(), numbers = createNumbers(), cautions = createCautions();
  const grid = h('div', { class: 'sr-pictures' });
  const refusal = h('div', { class: 'sr-refusal', hidden: true }, '');
  const live = h('div', { class: 'sr-visually-hidden', 'aria-live': 'polite' });
  const element = h('section', { class: 'sr-stage' }, notices.element,
    h('div', { class: 'sr-toolbar' }, buttons, pinned, h('div', { class: 'sr-tools' }, pin, menu.element)),
    h('div', { class: 'sr-pictures-frame' }, grid, refusal), tiles.element, measured.element, cautions.element, numbers.element, live);
  host.append(element);

  const shownPictures = () => (drawn?.shownNames ?? []).map(name => pictures.get(name)).filter(Boolean);
  function tell() {
    seq += 1;
    component.setStateValue('look', { shown: wanted?.shown ?? data.shown, pin: pinNow(), seq });
  }

  /* The pin: the values that were on the sliders (undefined: as the server has it). The server answers with its label. */
  let held, pinWanted = null;
  const pinNow = () => (held === undefined ? data.pinned?.values ?? null : held);
  function togglePin() {
    held = pin.getAttribute('aria-pressed') === 'true' ? null : { ...bus.values };
    pinWanted = { on: held !== null, until: performance.now() + PATIENCE };
    showPin(pinWanted.on, 'Pinning …');
    tell();
  }
  function writePin(message) {
    const on = Boolean(message.pinned);
    if (pinWanted && (on === pinWanted.on || performance.now() > pinWanted.until)) pinWanted = null;
    if (pinWanted) return;
    if (!on) held = undefined;
    showPin(on, on ? `Pinned: ${message.pinned.label}` : '');
  }
  function showPin(on, label) {
    pin.setAttribute('aria-pressed', String(on));
    pinText.firstChild.nodeValue = on ? 'Unpin' : 'Pin';
    pinned.hidden = !on;
    pinned.firstChild.nodeValue = label;
    pinned.title = label;
  }

  function toggleView(name) {
    const now = wanted?.shown ?? data.shown;
    const next = data.views.map(view => view.name).filter(view => (view === name ? !now.includes(view) : now.includes(view)));
    if (!next.length) return;
    wanted = { shown: next, until: performance.now() + PATIENCE };
    tell();
    markViews(next);
    layOut(next);
  }
  function makeViews() {
    const now = data.views.map(({ name, label }) => `${name} ${label}`).join();
    if (now === views) return;
    views = now;
    marked = '';
    buttons.replaceChildren(...data.views.map(({ name, label }) =>
      h('button', { type: 'button', class: 'sr-view', 'data-view': name, 'aria-pressed': 'false', onclick: () => toggleView(name) }, label)));
    buttons.hidden = data.views.length < 2;
  }
  let marked = '';
  function markViews(shown) {
    if (shown.join() === marked) return;
    marked = shown.join();
    for (const button of buttons.children) {
      const on = shown.includes(button.dataset.view);
      button.setAttribute('aria-pressed', String(on));
      button.title = on && shown.length === 1 ? 'One picture stays on' : '';
    }
    // On a phone the row scrolls: the first picture that is on must be in sight.
    const first = buttons.querySelector('[aria-pressed="true"]');
    if (first && buttons.scrollWidth > buttons.clientWidth) buttons.scrollLeft = first.offsetLeft - buttons.offsetLeft - 12;
  }
  function picture(name) {
    if (!pictures.has(name)) {
      const made = createPicture(name), order = data.views.map(view => view.name);
      pictures.set(name, made);
      grid.insertBefore(made.element, [...grid.children].find(other => order.indexOf(other.dataset.picture) > order.indexOf(name)) ?? null);
    }
    return pictures.get(name);
  }
  /** Show these pictures; one that has not come yet has its place kept. */
  function layOut(names) {
    grid.classList.toggle('sr-two', names.length > 1);
    for (const name of names) picture(name).show();
    for (const [name, made] of pictures) if (!names.includes(name)) made.hide();
  }

  function paint() {
    queued = false;
    if (!element.isConnected) return;
    const message = data, ours = message.shown.join() === wanted?.shown.join();
    if (wanted && (ours || performance.now() > wanted.until)) wanted = null;
    const refused = !message.pictures.length;
    element.setAttribute('aria-label', `${message.title}: pictures and numbers`);
    element.setAttribute('aria-busy', 'false');
    makeViews();
    markViews(wanted?.shown ?? message.shown);
    notices.write(message.notices.filter(({ kind }) => !(refused && kind === 'refusal')), message.defaults);
    showRefusal(refused, message);
    // The numbers first: they are cheap, and a picture may take its ten milliseconds.
    if (!refused) {
      tiles.write(message.readouts, message.pinned);
      measured.write(message.readouts);
      numbers.write(message.readouts);
      cautions.write(message.cautions ?? [], message.parameters);
      writePin(message);
    }
    bus.publish(message);
    if (!refused) {
      drawn = { ...message, shownNames: message.pictures.map(({ name }) => name) };
      layOut(wanted?.shown ?? drawn.shownNames);
      for (const one of message.pictures) draw(one, message.settled);
      speak(message);
    }
    element.dataset.run = message.run;
  }

  /** A picture that cannot be drawn must not take the others, or the numbers, with it. */
  function draw(one, settled) {
    try { picture(one.name).update(one, settled); } catch (fault) { console.error(`Picture ${one.name}`, fault); }
  }

  function showRefusal(refused, message) {
    grid.classList.toggle('sr-dimmed', refused);
    refusal.hidden = !refused;
    if (!refused) { refusal.replaceChildren(); return; }
    const why = message.notices.filter(({ kind }) => kind === 'refusal'), key = JSON.stringify(why);
    if (refusal.dataset.told === key && refusal.childElementCount) return;
    refusal.dataset.told = key;
    const inner = createNotices();
    inner.write(why.length ? why : [{ kind: 'refusal', text: 'There is no picture for these values.' }], message.defaults);
    refusal.replaceChildren(inner.element);
  }

  /** Tell a screen reader what the pictures show, when the move has ended and the text is new. */
  function speak(message) {
    clearTimeout(speaking);
    const text = message.pictures.map(one => `${one.title}. ${one.text}`).join(' ');
    if (spoken === null) spoken = text;
    if (!message.settled || text === spoken) return;
    speaking = setTimeout(() => { spoken = text; live.textContent = text; }, 400);
  }

  return {
    element,
    receive(now) {
      component = now;
      data = now.data;
      if (queued) return;
      queued = true;
      later(paint);
    },
    recolor() { for (const one of pictures.values()) one.recolor(); },
    hold(width) { for (const one of pictures.values()) one.hold(width); },
    stop() { clearTimeout(speaking); for (const one of pictures.values()) one.stop(); },
  };
}

/** Run after what the browser has in its queue already: a newer message among it is drawn in place of this one. */
const channel = new MessageChannel(), jobs = [];
channel.port1.onmessage = () => jobs.shift()();
function later(job) { jobs.push(job); channel.port2.postMessage(0); }

/** Let go of stages whose page has been left. */
function sweep() {
  for (const [host, stage] of stages) if (!host.isConnected) { stage.stop(); stages.delete(host); }
}

onThemeChange(() => { for (const stage of stages.values()) stage.recolor(); });
addEventListener('beforeprint', () => { for (const stage of stages.values()) stage.hold(PRINT_WIDTH); });
addEventListener('afterprint', () => { for (const stage of stages.values()) stage.hold(0); });

export default function show(component) {
  ensureStyle('lesson.css');
  ensureStyle('stage.css');
  watchProse();
  loadPlotly().catch(() => {}); // Each picture tells the reader if it fails.
  sweep();
  const host = component.parentElement.querySelector('.sr-stage-host') ?? component.parentElement;
  let stage = stages.get(host);
  if (!stage || !host.contains(stage.element)) {
    stage?.stop();
    stage = createStage(host);
    stages.set(host, stage);
  }
  stage.receive(component);
}

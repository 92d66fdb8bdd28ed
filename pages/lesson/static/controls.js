/* The live controls of an experiment: one component for the whole set.

   It holds the values. Every change goes to the bus at once and to the server with back-pressure (sender.js). What the
   server sends back moves nothing, unless it names a new `revision` of the values: a link, Back, a correction. */

import { bus, ensureStyle, h } from './bus.js';
import { createChoice, createSwitch } from './controls_choice.js';
import { createNumber } from './controls_number.js';
import { createPicker, matchPreset, presetValues } from './controls_presets.js';
import { WORDS } from './controls_words.js';
import { clean, same } from './scale.js';
import { createSender } from './sender.js';
import './theme.js';

const CREATE = { number: createNumber, choice: createChoice, switch: createSwitch };
/** The controls of each place on the page. */
const panels = new WeakMap();
/** What was set while no server listened, by experiment: it outlives controls that are made anew on the return. */
const unheard = new Map();
/** Which experiments have "More settings" open, kept when the controls are built anew. */
const opened = new Set();
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
/** How long a server that is back may take to begin a run of the whole page. */
const RECOVERY = 1000;
const TRIES = 8;
let built = 0;

/** The controls of one experiment. `transmit` hands a message to the server. */
function createPanel({ slug, parameters: declared, presets, ack, values: start, revision }, transmit) {
  const parameters = new Map(declared.map(parameter => [parameter.name, parameter]));
  const defaults = Object.fromEntries(declared.map(parameter => [parameter.name, parameter.default]));
  const sender = createSender(transmit);
  const id = `sr-controls-${(built += 1)}`;
  const controls = new Map();
  let values = { ...defaults, ...start, ...unheard.get(slug) }, known = revision, held = null, waiting = null;
  /* The real system that the values are or were; and the one whose text is shown: a moving hand does not change that,
     or the sliders would jump from under it. */
  let chosen = null, described = null;
  const byHand = new Set();

  const host = {
    value: name => values[name],
    change: (name, value, options) => move({ [name]: value }, options),
    reset: name => move({ [name]: defaults[name] }, { settled: true, animate: true }),
    hold(name) { held = name; sender.keepOpen(); },
    release() {
      held = null;
      if (waiting) { adopt(waiting); return; }
      sender.settle();
      show([], false);
    },
    settle: () => sender.settle(),
  };

  /** No history: what is carried from answer to answer, at its default. */
  const forgotten = () => Object.fromEntries(declared.filter(({ carried }) => carried).map(({ name }) => [name, defaults[name]]));
  /** Another choice is another system: what the last one went through is not its history. */
  const otherSystem = wanted => Object.keys(wanted).some(name => parameters.get(name)?.kind === 'choice' && values[name] !== wanted[name]);

  /** Change values, show them, tell the page and the server. */
  function move(wanted, { settled = false, quiet = false, animate = false } = {}) {
    if (otherSystem(wanted)) wanted = { ...forgotten(), ...wanted };
    const moved = Object.keys(wanted).filter(name => parameters.has(name) && !same(values[name], wanted[name]));
    for (const name of moved) if (!lasting(name)) byHand.add(name);
    values = { ...values, ...Object.fromEntries(moved.map(name => [name, clean(wanted[name])])) };
    show(moved, animate);
    if (!moved.length) { if (settled) sender.settle(); return; }
    if (!bus.connected || unheard.has(slug)) unheard.set(slug, values);
    bus.setValues(values);
    if (waiting) return; /* the server has newer values, adopted at release: what is done until then is not sent */
    sender.send(values, settled);
    if (quiet) sender.settleWhenQuiet();
  }

  /** Take over the server's values, without sending them back, unless an older message is still on its way there. */
  function adopt(theirs) {
    waiting = null;
    const stale = sender.drop();
    const moved = [...parameters.keys()].filter(name => !same(values[name], theirs[name]));
    values = { ...defaults, ...theirs };
    show(moved, true);
    describe();
    bus.setValues(values);
    if (stale && moved.length) sender.send(values, true);
  }

  /** Whether a control counts at the present values. */
  function applies(parameter) {
    if (!parameter?.when) return true;
    const [name, ...wanted] = parameter.when;
    return wanted.includes(values[name]) && applies(parameters.get(name));
  }

  /** Take over where the model stands now, without sending it back: the next message starts from there. What the
      reader has set by hand stands until the server has answered to it. */
  function carry(history) {
    if (!sender.behind) byHand.clear();
    const news = Object.fromEntries(Object.entries(history).filter(([name, value]) => !byHand.has(name) && !same(values[name], value)));
    if (!Object.keys(news).length) return;
    values = { ...values, ...news };
    sender.amend(news);
    show(Object.keys(news), false);
    bus.setValues(values);
  }

  /** Hold what is asked for inside the bounds of its control. */
  const within = wanted => Object.fromEntries(Object.entries(wanted).map(([name, value]) => {
    const { kind, low, high, zero } = parameters.get(name) ?? {};
    return [name, kind !== 'number' || (zero && value === 0) ? value : Math.min(Math.max(value, low), high)];
  }));

  const gradeOf = ({ kind, name, default: start }) => {
    if (chosen && name in chosen.values && same(values[name], chosen.values[name])) return chosen.grades[name];
    if (kind !== 'number' || !lasting(name)) return undefined; /* a choice is not a measurement; its help has the grade */
    return same(values[name], start) ? parameters.get(name) : null;
  };

  /** What is carried from answer to answer is where the model stands, not what the reader has set. */
  const lasting = name => !parameters.get(name).carried;
  const isPristine = () => declared.every(({ name }) => !lasting(name) || same(values[name], defaults[name]));
  const active = () => matchPreset(presets, defaults, values, chosen, lasting);

  /** Show the text of the real system that the values are now, if they are one by intent and not just the defaults. */
  function describe(preset = isPristine() ? null : active()) {
    described = preset;
    picker?.describe(preset);
  }

  function show(moved, animate) {
    const now = active(), pristine = isPristine();
    chosen = now ?? (pristine ? null : chosen);
    if (!held && described && described !== chosen) describe(chosen);
    for (const name of moved) {
      controls.get(name).set(values[name], { animate });
      controls.get(name).setError('');
      if (animate && !stillness.matches) controls.get(name).flash();
    }
    for (const [name, control] of controls) {
      control.element.hidden = !applies(control.parameter);
      control.setChanged(!same(values[name], defaults[name]));
      control.setGrade(gradeOf(control.parameter));
    }
    picker?.update(now, chosen, pristine);
    resetAll.setAttribute('aria-disabled', String(declared.every(({ name }) => same(values[name], defaults[name]))));
    for (const grid of groups.values()) grid.parentElement.hidden = [...grid.children].every(element => element.hidden);
    const others = [...more.querySelectorAll('.sr-control')].filter(element => !element.hidden);
    more.hidden = others.length === 0;
    summary.textContent = WORDS.more(others.length);
  }

  const resetAll = h('button', { class: 'sr-button quiet sr-reset-all', type: 'button' }, WORDS.resetAll);
  resetAll.onclick = () => {
    if (resetAll.getAttribute('aria-disabled') === 'true') return;
    chosen = null;
    move(defaults, { settled: true, animate: true });
    describe();
  };
  const picker = presets.length ? createPicker(presets, parameters, id, preset => {
    chosen = preset;
    move(presetValues(preset, defaults), { settled: true, animate: true });
    describe(preset);
  }) : null;
  const main = h('div', { class: 'sr-control-grid' }), rest = h('div');
  const summary = h('summary');
  const more = h('details', { class: 'sr-more', open: opened.has(slug) }, summary, rest);
  more.ontoggle = () => (more.open ? opened.add(slug) : opened.delete(slug));
  const groups = new Map();
  /** The part of "More settings" for the controls of a group, under its heading. */
  function grouped(name) {
    if (!groups.has(name)) {
      const grid = h('div', { class: 'sr-control-grid' });
      groups.set(name, grid);
      rest.append(h('div', { class: 'sr-control-group', role: 'group', 'aria-label': name || WORDS.others },
        name ? h('h4', { class: 'sr-control-heading' }, name) : null, grid));
    }
    return groups.get(name);
  }
  const noMain = !declared.some(parameter => parameter.main);
  for (const parameter of declared) {
    const control = CREATE[parameter.kind](parameter, `${id}-${parameter.name}`, host);
    controls.set(parameter.name, control);
    (parameter.main || noMain ? main : grouped(parameter.group)).append(control.element);
  }
  const element = h('section', { class: 'sr-controls', 'aria-label': WORDS.main },
    h('div', { class: 'sr-controls-head' }, picker?.element, resetAll), main, more);

  /** Show a control and put the focus on it; for one that does not count now, the one that decides about it. */
  function focus(name) {
    let parameter = parameters.get(name);
    while (parameter && !applies(parameter)) parameter = parameters.get(parameter.when[0]);
    if (!parameter) return;
    const control = controls.get(parameter.name);
    if (more.contains(control.element)) more.open = true;
    control.element.scrollIntoView({ block: 'center', behavior: stillness.matches ? 'auto' : 'smooth' });
    control.focus();
    if (!stillness.matches) control.flash();
  }

  /* The server that is back may be a new one: it runs the whole page, as the address says, and does not heed a message
     that comes before. So what the reader set meanwhile is sent when it is still, until it answers with these values. */
  let recovering = null, theirs = start;
  function recover(tries = 0) {
    const running = document.querySelector('.stApp')?.getAttribute('data-test-script-state') === 'running';
    if (tries > 0 && !running) {
      sender.resume();
      const agreed = [...parameters.keys()].every(name => same(values[name], theirs[name]));
      if (agreed || tries > TRIES) unheard.delete(slug);
      if (!unheard.has(slug)) { stopRecovery(); return; }
      sender.send(values, true);
    }
    recovering = setTimeout(recover, RECOVERY, running ? Math.max(tries, 1) : tries + 1);
  }
  function stopRecovery() { clearTimeout(recovering); recovering = null; }
  function followConnection() {
    stopRecovery();
    if (bus.connected) { recover(); return; }
    if (sender.behind) unheard.set(slug, values);
    sender.pause();
  }

  let subscriptions = [];
  const panel = {
    element,
    /** Hear from the page. Until `sleep`, which keeps the controls as they are. */
    wake() {
      if (subscriptions.length) return;
      for (const other of unheard.keys()) if (other !== slug) unheard.delete(other);
      if (unheard.has(slug)) followConnection();
      const beforePrint = () => { more.dataset.open = more.open; more.open = true; };
      const afterPrint = () => { more.open = more.dataset.open === 'true'; };
      addEventListener('beforeprint', beforePrint);
      addEventListener('afterprint', afterPrint);
      subscriptions = [
        bus.onApply((wanted, { replace, settled = true } = {}) => {
          move(within(replace ? { ...defaults, ...wanted } : wanted), { settled, animate: settled });
          if (active()) describe();
        }),
        bus.onFocus(focus),
        bus.onConnection(followConnection),
        () => { removeEventListener('beforeprint', beforePrint); removeEventListener('afterprint', afterPrint); },
      ];
    },
    sleep() {
      subscriptions.forEach(unsubscribe => unsubscribe());
      subscriptions = [];
      stopRecovery();
      sender.stop();
      controls.forEach(control => control.stop());
    },
    /** An answer of the server. */
    answer(data) {
      theirs = data.values;
      sender.answered(data.ack);
      if (data.revision === known) { carry(data.history); return; }
      known = data.revision;
      if (unheard.has(slug)) return;
      if (held) waiting = data.values; else adopt(data.values);
    },
  };
  sender.answered(ack);
  controls.forEach((control, name) => control.set(values[name]));
  show([], false);
  describe();
  bus.setValues(values);
  return panel;
}

export default function controls(component) {
  const { data, parentElement } = component;
  ensureStyle('controls.css');
  const declared = JSON.stringify([data.slug, data.parameters, data.presets]);
  let place = panels.get(parentElement);
  if (place?.declared !== declared) {
    place?.panel.sleep();
    const next = { declared, component };
    next.panel = createPanel(data, message => next.component.setStateValue('message', message));
    if (place) place.panel.element.replaceWith(next.panel.element);
    else parentElement.append(next.panel.element);
    panels.set(parentElement, next);
    place = next;
  }
  place.component = component;
  place.panel.wake();
  place.panel.answer(data);
  return () => place.panel.sleep();
}

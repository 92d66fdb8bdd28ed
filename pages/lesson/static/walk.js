/* Random walkers, without a page: born at the origin, moving and dying by the same D and k as the field beside them.

   The step from one frame to the next is exact for any length dt: per coordinate a Gaussian step of variance 2 D dt,
   folded at reflecting walls; survival with probability exp(-k dt); births at a constant rate, each moving for the time
   that it has left. Frame i + 1 depends on frame i and on a seed of its own, so a jump, a replay and a slow play agree. */

/** A small seeded generator of numbers in [0, 1): mulberry32. */
export function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal numbers from a uniform generator (Box and Muller; the second of each pair is kept). */
export function normals(random) {
  let spare = 0, have = false;
  return () => {
    if (have) { have = false; return spare; }
    const radius = Math.sqrt(-2 * Math.log(1 - random())), angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    have = true;
    return radius * Math.cos(angle);
  };
}

/** Reflect a coordinate at 0 and at `wall` (null: at 0 only), however often the step crossed them. */
export function fold(x, wall) {
  const away = Math.abs(x);
  if (wall === null) return away;
  const within = away % (2 * wall);
  return within > wall ? 2 * wall - within : within;
}

const seedOf = (seed, frame) => (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b)) >>> 0;

/** No walkers: `axes` coordinates each, and a `height` in [0, 1) that a walker keeps for life (where 1D is drawn). */
const nobody = dimension => ({ count: 0, axes: Array.from({ length: dimension }, () => new Float32Array(0)), height: new Float32Array(0) });

/** Move walkers over `dt` seconds. Returns the walkers at the end, and the way there (for drawing in between).

    way: per walker its coordinates `from` and `raw` (before folding at the walls), and the part [begin, end] of the
    interval in which it is there. Those both born and gone within the interval are not followed: the survivors of the
    births are drawn directly, m = born (1 - exp(-k dt)) / k of them, their age from the density ∝ exp(-k age). */
export function step(state, dt, rules, random) {
  const { dimension, diffusivity, loss_rate: k, born, most } = rules, wall = rules.wall ?? null;
  const normal = normals(random), gone = -Math.expm1(-k * dt), width = Math.sqrt(2 * diffusivity * dt);
  const room = Math.max(most, state.count), old = state.count;
  const alive = new Uint8Array(old);
  let survivors = 0;
  const end = new Float32Array(old + room).fill(1), begin = new Float32Array(old + room);
  for (let i = 0; i < old; i += 1) {
    const fate = random();
    if (fate >= gone) { alive[i] = 1; survivors += 1; } else end[i] = k * dt > 0 ? -Math.log1p(-fate) / (k * dt) : 1;
  }
  const mean = k > 0 ? (born * gone) / k : born * dt;
  const newcomers = Math.max(0, Math.min(Math.floor(mean + random()), most - survivors));
  const total = old + newcomers, age = new Float64Array(newcomers);
  for (let j = 0; j < newcomers; j += 1) {
    age[j] = k > 0 ? -Math.log1p(-random() * gone) / k : random() * dt;
    begin[old + j] = 1 - age[j] / dt;
  }
  const next = { count: survivors + newcomers, axes: [], height: new Float32Array(survivors + newcomers) };
  const from = [], raw = [];
  for (let axis = 0; axis < dimension; axis += 1) {
    const start = new Float32Array(total), stop = new Float32Array(total), kept = new Float32Array(next.count);
    start.set(state.axes[axis].subarray(0, old));
    let at = 0;
    for (let i = 0; i < total; i += 1) {
      stop[i] = start[i] + normal() * (i < old ? width : Math.sqrt(2 * diffusivity * age[i - old]));
      if (i >= old || alive[i]) { kept[at] = dimension === 1 ? fold(stop[i], wall) : stop[i]; at += 1; }
    }
    from.push(start); raw.push(stop); next.axes.push(kept);
  }
  const height = new Float32Array(total);
  let at = 0;
  for (let i = 0; i < total; i += 1) {
    height[i] = i < old ? state.height[i] : random();
    if (i >= old || alive[i]) { next.height[at] = height[i]; at += 1; }
  }
  return { next, way: { count: total, from, raw, height, begin: begin.subarray(0, total), end: end.subarray(0, total), dt } };
}

const DEPTH = 3, PARTS = 2 ** DEPTH;

/** Where the walkers of a way are at `phase` in (0, 1), to the nearest eighth: a Brownian bridge from `from` to `raw`,
    halved three times, so the places in between have the right spread too. Returns { count, axes, height } of those there. */
export function between(way, phase, rules, seed) {
  const now = Math.min(PARTS - 1, Math.max(1, Math.round(phase * PARTS))) / PARTS;
  const there = { count: 0, axes: way.from.map(() => new Float32Array(way.count)), height: new Float32Array(way.count) };
  const normal = normals(mulberry32(seed)), bends = new Float64Array(PARTS);
  for (let i = 0; i < way.count; i += 1) {
    // Born within the interval: its bridge spans only the part in which it lives.
    const begin = way.begin[i], at = (now - begin) / (1 - begin), shown = at >= 0 && now <= way.end[i];
    const variance = 2 * rules.diffusivity * way.dt * (1 - begin);
    for (let axis = 0; axis < way.from.length; axis += 1) {
      // All bends are drawn, used or not: a walker's path must not depend on when it is looked at.
      for (let node = 1; node < PARTS; node += 1) bends[node] = normal();
      if (!shown) continue;
      let low = 0, high = 1, a = way.from[axis][i], b = way.raw[axis][i];
      for (let node = 1; node < PARTS;) {
        const half = (low + high) / 2, bend = (a + b) / 2 + bends[node] * Math.sqrt((variance * (high - low)) / 4);
        if (at < half) { high = half; b = bend; node *= 2; } else { low = half; a = bend; node = 2 * node + 1; }
      }
      const x = a + ((b - a) * (at - low)) / (high - low);
      there.axes[axis][there.count] = way.from.length === 1 ? fold(x, rules.wall ?? null) : x;
    }
    if (shown) { there.height[there.count] = way.height[i]; there.count += 1; }
  }
  return there;
}

/** The distance of walker i from its source: x in 1D, r from the line in 2D and from the point in 3D. */
export const distance = (state, i) => (state.axes.length === 1 ? state.axes[0][i] : Math.hypot(...state.axes.map(axis => axis[i])));

/** Walkers per bin, times the bin's weight. */
export function histogram(state, edges, weights) {
  const counts = new Float64Array(weights.length), last = edges.length - 1;
  const first = edges[0], even = (edges[last] - first) / last;
  for (let i = 0; i < state.count; i += 1) {
    const x = distance(state, i);
    if (x < first || x >= edges[last]) continue;
    let bin = Math.min(last - 1, Math.floor((x - first) / even));
    while (x < edges[bin]) bin -= 1;
    while (x >= edges[bin + 1]) bin += 1;
    counts[bin] += 1;
  }
  return counts.map((count, bin) => count * weights[bin]);
}

/** A run over frame times (in seconds): `at(i)` the walkers at frame i, `way(i)` from frame i to i + 1. Kept once worked out. */
export function createWalk(rules, seconds) {
  const states = [], ways = [];
  function reach(frame) {
    if (!states.length) {
      const none = nobody(rules.dimension);
      states.push(seconds[0] > 0 ? step(none, seconds[0], rules, mulberry32(seedOf(rules.seed, 0))).next : none);
    }
    while (states.length <= frame) {
      const i = states.length - 1;
      states.push(step(states[i], seconds[i + 1] - seconds[i], rules, mulberry32(seedOf(rules.seed, i + 1))).next);
    }
    return states[frame];
  }
  return {
    rules,
    at: reach,
    way(frame) {
      if (ways[0] !== frame) {
        const { way } = step(reach(frame), seconds[frame + 1] - seconds[frame], rules, mulberry32(seedOf(rules.seed, frame + 1)));
        ways.splice(0, 2, frame, way);
      }
      return ways[1];
    },
    /** The walkers at a place between two frames, as they are drawn. */
    during(position) {
      const frame = Math.floor(position), phase = position - frame;
      if (phase === 0 || frame >= seconds.length - 1) return reach(frame);
      const dt = seconds[frame + 1] - seconds[frame];
      // Where most walkers live for less than a frame there is no way to follow: the frames themselves are shown.
      if (rules.loss_rate * dt > 0.7) return reach(Math.round(position));
      return between(this.way(frame), phase, rules, seedOf(~rules.seed, frame));
    },
  };
}

/* Values on their way to the server, with back-pressure: the next message leaves when the last one was answered or has
   timed out, and then it carries the newest values. What came in between is never sent. */

const TIMEOUT = 1000;
const QUIET = 600;

/** `transmit({seq, values, settled})` hands a message to the server. */
export function createSender(transmit) {
  let seq = 0, waitingFor = 0, acknowledged = 0, pending = null, unsettled = null, paused = false;
  let timer = null, quiet = null;

  function flush() {
    clearTimeout(timer);
    waitingFor = 0;
    if (paused || !pending) return;
    const message = { seq: ++seq, ...pending };
    pending = null;
    waitingFor = message.seq;
    timer = setTimeout(flush, TIMEOUT);
    transmit(message);
  }

  /** Send the values as soon as the server is ready for them. */
  function send(values, settled) {
    clearTimeout(quiet);
    unsettled = settled ? null : values;
    pending = { values, settled };
    if (!waitingFor) flush();
  }

  /** The move has ended: say so, unless that was said of these values. */
  function settle() {
    clearTimeout(quiet);
    if (unsettled) send(unsettled, true);
  }

  return {
    send,
    settle,
    /** Settle after a while without another change, as after a key press. */
    settleWhenQuiet() { clearTimeout(quiet); quiet = setTimeout(settle, QUIET); },
    /** A finger rests on a slider: its pauses are not the end of the move. */
    keepOpen() { clearTimeout(quiet); },
    /** The server has handled all messages up to `ack`. Numbers go on from there when the page was built anew. */
    answered(ack) {
      acknowledged = ack;
      if (seq < ack) seq = ack;
      if (waitingFor && ack >= waitingFor) flush();
    },
    /** Let what has not been sent yet start from where the model stands now. */
    amend(news) {
      if (pending) pending = { ...pending, values: { ...pending.values, ...news } };
      if (unsettled) unsettled = { ...unsettled, ...news };
    },
    /** Forget what was not sent. True if a message is still under way, which the server will act on later. */
    drop() {
      clearTimeout(quiet);
      pending = unsettled = null;
      return seq > acknowledged;
    },
    /** The connection is lost: keep the newest values for later. */
    pause() { paused = true; },
    /** The server is there again. */
    resume() { if (paused) { paused = false; flush(); } },
    /** Are there values that the server may not have? */
    get behind() { return Boolean(pending || unsettled) || acknowledged < seq; },
    stop() { clearTimeout(timer); clearTimeout(quiet); waitingFor = 0; pending = unsettled = null; },
  };
}

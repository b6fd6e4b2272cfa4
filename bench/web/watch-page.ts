/** Runs in every page before its own scripts: `watched` is what the browser tells of it, `watcher` waits and records. */
export const watchPage = `
  const watched = { lcpMs: 0, cls: 0, interactionsMs: [], firstGridMs: 0, readyMs: 0, framesMs: [] };
  globalThis.watched = watched;
  const watch = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', (entry) => (watched.lcpMs = entry.startTime));
  watch('layout-shift', (entry) => entry.hadRecentInput || (watched.cls += entry.value));
  watch('event', (entry) => entry.interactionId && watched.interactionsMs.push(entry.duration), { durationThreshold: 16 });

  const frame = () => new Promise(requestAnimationFrame);
  const said = () => [...document.querySelectorAll('[role="status"]')].map((status) => status.textContent);
  const shown = () => said() + '|' +
    [...document.querySelectorAll('[data-place]')].slice(0, 20).map((cell) => cell.getAttribute('href')).join();
  const ready = async () => {
    while (!watched.readyMs) {
      await frame();
      if (!watched.firstGridMs && document.querySelector('[data-place]')) watched.firstGridMs = performance.now();
      if (said().some((text) => /^[\\d,]+ datapoints? /.test(text))) watched.readyMs = performance.now();
    }
  };

  /** Milliseconds from the next press of the pointer to the frame after the one that shows something else. */
  const repaint = async () => {
    const before = shown();
    const startedMs = await new Promise((resolve) =>
      addEventListener('pointerup', (event) => resolve(event.timeStamp), { capture: true, once: true }));
    while (shown() === before) await frame();
    await frame();
    return performance.now() - startedMs;
  };

  let isRecording = false;
  const recordFrames = async (on) => {
    isRecording = on;
    if (!on) return;
    for (let last = await frame(); isRecording; ) {
      const now = await frame();
      watched.framesMs.push(now - last);
      last = now;
    }
  };
  globalThis.watcher = { ready: ready(), repaint, recordFrames };
`;

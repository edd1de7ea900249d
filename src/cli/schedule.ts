/** What a server does again and again, until it is stopped. It keeps no process alive. */
export type Schedule = {
  readonly after: (milliseconds: number, work: () => void) => void;
  readonly stop: () => void;
};

export function createSchedule(): Schedule {
  const timers = new Set<NodeJS.Timeout>();
  let isOver = false;
  return {
    after: (milliseconds, work) => {
      if (isOver) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, milliseconds).unref();
      timers.add(timer);
    },
    stop: () => {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

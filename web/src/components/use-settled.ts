import { useEffect, useState } from 'react';

/** How long a value has to stay the same, in milliseconds. */
const calmMs = 150;

/** A value that changes frame by frame while something is dragged, as it is once it rests. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === value) return undefined;
    const timer = setTimeout(() => setSettled(value), calmMs);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

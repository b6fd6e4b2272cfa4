/**
 * Reads Python's pickles of protocols 0 to 5 (https://docs.python.org/3/library/pickle.html, opcodes of Lib/pickletools.py) as data.
 * A pickle is a program that may call any function; here it may only build numbers, text, bytes, lists, dictionaries and NumPy arrays.
 */
import { DomainError } from '@engram/core';
import { PickleBytes } from './pickle-bytes.ts';
import { knownObject, setState, textOf, type Callable, type PickleValue } from './pickle-objects.ts';

/** Puts values together. */
class Machine {
  private readonly stack: PickleValue[] = [];
  /** Heights of the stack where marks were set. */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();

  constructor(readonly bytes: PickleBytes) {}

  push(value: PickleValue): void {
    this.stack.push(value);
  }
  pop(): PickleValue {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw new Error('a value is missing');
    return this.stack.pop()!;
  }
  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }
  mark(): void {
    this.marks.push(this.stack.length);
  }
  /** All values since the last mark. */
  sinceMark(): PickleValue[] {
    const height = this.marks.pop();
    if (height === undefined) throw new Error('a mark is missing');
    return this.stack.splice(height);
  }
  take(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }
  remember(key = this.memo.size): void {
    this.memo.set(key, this.top());
  }
  recall(key: number): void {
    if (!this.memo.has(key)) throw new Error(`the value ${key} was not stored before`);
    this.push(this.memo.get(key)!);
  }
  global(module: string, name: string): void {
    const found = knownObject(`${module}.${name}`);
    if (!found)
      throw new Error(
        `it asks for the Python object ${module}.${name}; only plain data and NumPy arrays are read, and nothing of a pickle is executed`,
      );
    this.push(found as PickleValue);
  }
}

const list = (value: PickleValue): PickleValue[] => {
  if (Array.isArray(value)) return value;
  throw new Error('a list is missing');
};

function setItems(dictionary: PickleValue, items: readonly PickleValue[]): void {
  if (!(dictionary instanceof Map) || items.length % 2 !== 0) throw new Error('a dictionary is missing');
  // Keys of Python 2 are bytes, those of Python 3 text.
  for (let i = 0; i < items.length; i += 2) dictionary.set(textOf(items[i]) ?? items[i]!, items[i + 1]!);
}

function call(found: PickleValue, args: PickleValue): PickleValue {
  if (!found || typeof (found as Callable).call !== 'function') throw new Error('a function is missing');
  return (found as Callable).call(list(args));
}

const whole = (text: string): number => {
  const value = Number(text.replace(/L$/, ''));
  if (!Number.isFinite(value)) throw new Error(`'${text.slice(0, 20)}' is no number`);
  return value;
};
/** Protocol 0 writes 01 and 00 for True and False. */
const intOrBoolean = (text: string): PickleValue =>
  text === '01' ? true : text === '00' ? false : whole(text);

/** A string of Python 2 in quotes, with escapes. */
function quoted(text: string): Uint8Array {
  const inner = /^(['"])(.*)\1$/s.exec(text)?.[2];
  if (inner === undefined) throw new Error('a string is not in quotes');
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  const plain = inner.replace(/\\(x[0-9a-f]{2}|.)/gi, (_, escape: string) =>
    escape.length === 3 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : (escapes[escape] ?? escape),
  );
  return Buffer.from(plain, 'latin1');
}
const unescaped = (text: string): string =>
  Buffer.from(text, 'latin1')
    .toString('latin1')
    .replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi, (_, short?: string, long?: string) =>
      String.fromCodePoint(parseInt(short ?? long!, 16)),
    );

const utf8 = (bytes: Buffer): string => bytes.toString('utf8');

type Step = (machine: Machine, bytes: PickleBytes) => void;
const pushes =
  (value: (bytes: PickleBytes) => PickleValue): Step =>
  (machine, bytes) =>
    machine.push(value(bytes));
const tuple =
  (count: number): Step =>
  (machine) =>
    machine.push(machine.take(count));

/** What each opcode does; one that is not here ends the reading. */
const steps: Readonly<Record<number, Step>> = {
  0x80: (_, b) => { const version = b.uint8(); if (version > 5) throw new Error(`protocol ${version} is unknown; 0 to 5 are read`); }, // prettier-ignore
  0x95: (_, b) => void b.uint64(), // FRAME
  0x28: (m) => m.mark(),
  0x30: (m) => void m.pop(),
  0x31: (m) => void m.sinceMark(),
  0x32: (m) => m.push(m.top()),
  0x70: (m, b) => m.remember(whole(b.line())), // PUT
  0x71: (m, b) => m.remember(b.uint8()),
  0x72: (m, b) => m.remember(b.uint32()),
  0x94: (m) => m.remember(),
  0x67: (m, b) => m.recall(whole(b.line())), // GET
  0x68: (m, b) => m.recall(b.uint8()),
  0x6a: (m, b) => m.recall(b.uint32()),
  0x4e: pushes(() => null),
  0x88: pushes(() => true),
  0x89: pushes(() => false),
  0x49: pushes((b) => intOrBoolean(b.line())),
  0x4a: pushes((b) => b.int32()),
  0x4b: pushes((b) => b.uint8()),
  0x4d: pushes((b) => b.uint16()),
  0x4c: pushes((b) => whole(b.line())),
  0x8a: pushes((b) => b.long(b.uint8())),
  0x8b: pushes((b) => b.long(b.uint32())),
  0x46: pushes((b) => whole(b.line())),
  0x47: pushes((b) => b.float64()),
  0x53: pushes((b) => quoted(b.line())), // strings of Python 2
  0x54: pushes((b) => b.take(b.int32())),
  0x55: pushes((b) => b.take(b.uint8())),
  0x42: pushes((b) => b.take(b.uint32())), // bytes of Python 3
  0x43: pushes((b) => b.take(b.uint8())),
  0x8e: pushes((b) => b.take(b.uint64())),
  0x96: pushes((b) => b.take(b.uint64())),
  0x56: pushes((b) => unescaped(b.line())), // text
  0x58: pushes((b) => utf8(b.take(b.uint32()))),
  0x8c: pushes((b) => utf8(b.take(b.uint8()))),
  0x8d: pushes((b) => utf8(b.take(b.uint64()))),
  0x5d: pushes(() => []),
  0x61: (m) => { const value = m.pop(); list(m.top()).push(value); }, // prettier-ignore
  0x65: (m) => { const values = m.sinceMark(); const to = list(m.top()); for (const value of values) to.push(value); }, // prettier-ignore
  0x6c: (m) => m.push(m.sinceMark()),
  0x29: pushes(() => []),
  0x74: (m) => m.push(m.sinceMark()),
  0x85: tuple(1),
  0x86: tuple(2),
  0x87: tuple(3),
  0x7d: pushes(() => new Map()),
  0x64: (m) => { const items = m.sinceMark(); const made: PickleValue = new Map(); setItems(made, items); m.push(made); }, // prettier-ignore
  0x73: (m) => { const items = m.take(2); setItems(m.top(), items); }, // prettier-ignore
  0x75: (m) => { const items = m.sinceMark(); setItems(m.top(), items); }, // prettier-ignore
  0x63: (m, b) => m.global(b.line(), b.line()),
  0x93: (m) => { const [module, name] = m.take(2); m.global(String(module), String(name)); }, // prettier-ignore
  0x52: (m) => { const [found, args] = m.take(2); m.push(call(found!, args!)); }, // prettier-ignore
  0x62: (m) => { const state = m.pop(); setState(m.top(), state); }, // prettier-ignore
};

const stop = 0x2e;

/**
 * The value of a pickle; its bytes and arrays are views of `bytes`.
 *
 * @param file names the file in messages
 * @throws DomainError INVALID_FILE with file, byte and reason, for instance for a name that is not plain data
 */
export function readPickle(buffer: Buffer, file: string): PickleValue {
  const bytes = new PickleBytes(buffer, file);
  const machine = new Machine(bytes);
  for (;;) {
    const at = bytes.position;
    const opcode = bytes.uint8();
    try {
      if (opcode === stop) return machine.pop();
      const step = steps[opcode];
      if (!step) throw new Error(`0x${opcode.toString(16)} is no opcode of plain data`);
      step(machine, bytes);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw bytes.error(`the pickle cannot be read: ${(error as Error).message}.`, at);
    }
  }
}

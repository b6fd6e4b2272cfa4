import { describe, expect, it } from 'vitest';
import { PickledArray } from '../../../worker/src/files/pickle/pickle-objects.ts';
import { readPickle } from '../../../worker/src/files/pickle/pickle.ts';

/**
 * By Python 3.11 with NumPy, protocols 0 to 5: `pickle.dumps({'data': np.arange(6, dtype='u1').reshape(2, 3), 'labels': [0, 1, 300, -5,
 * 2 ** 40], 'facts': (None, True, False, 1.5), 'raw': b'\\0\\xff', 'text': 'é'}, protocol)`.
 */
const written = [
  'KGRwMApWZGF0YQpwMQpjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcDIKKGNudW1weQpuZGFycmF5CnAzCihJMAp0cDQKY19jb2RlY3MKZW5jb2RlCnA1CihWYgpwNgpWbGF0aW4xCnA3CnRwOApScDkKdHAxMApScDExCihJMQooSTIKSTMKdHAxMgpjbnVtcHkKZHR5cGUKcDEzCihWdTEKcDE0CkkwMApJMDEKdHAxNQpScDE2CihJMwpWfApwMTcKTk5OSS0xCkktMQpJMAp0cDE4CmJJMDAKZzUKKFZcdTAwMDABAgMEBQpwMTkKZzcKdHAyMApScDIxCnRwMjIKYnNWbGFiZWxzCnAyMwoobHAyNApJMAphSTEKYUkzMDAKYUktNQphTDEwOTk1MTE2Mjc3NzZMCmFzVmZhY3RzCnAyNQooTkkwMQpJMDAKRjEuNQp0cDI2CnNWcmF3CnAyNwpnNQooVlx1MDAwMP8KcDI4Cmc3CnRwMjkKUnAzMApzVnRleHQKcDMxClbpCnAzMgpzLg==',
  'fXEAKFgEAAAAZGF0YXEBY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnECKGNudW1weQpuZGFycmF5CnEDKEsAdHEEY19jb2RlY3MKZW5jb2RlCnEFKFgBAAAAYnEGWAYAAABsYXRpbjFxB3RxCFJxCXRxClJxCyhLAShLAksDdHEMY251bXB5CmR0eXBlCnENKFgCAAAAdTFxDkkwMApJMDEKdHEPUnEQKEsDWAEAAAB8cRFOTk5K/////0r/////SwB0cRJiSTAwCmgFKFgGAAAAAAECAwQFcRNoB3RxFFJxFXRxFmJYBgAAAGxhYmVsc3EXXXEYKEsASwFNLAFK+////0wxMDk5NTExNjI3Nzc2TAplWAUAAABmYWN0c3EZKE5JMDEKSTAwCkc/+AAAAAAAAHRxGlgDAAAAcmF3cRtoBShYAwAAAADDv3EcaAd0cR1ScR5YBAAAAHRleHRxH1gCAAAAw6lxIHUu',
  'gAJ9cQAoWAQAAABkYXRhcQFjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQJjbnVtcHkKbmRhcnJheQpxA0sAhXEEY19jb2RlY3MKZW5jb2RlCnEFWAEAAABicQZYBgAAAGxhdGluMXEHhnEIUnEJh3EKUnELKEsBSwJLA4ZxDGNudW1weQpkdHlwZQpxDVgCAAAAdTFxDomIh3EPUnEQKEsDWAEAAAB8cRFOTk5K/////0r/////SwB0cRJiiWgFWAYAAAAAAQIDBAVxE2gHhnEUUnEVdHEWYlgGAAAAbGFiZWxzcRddcRgoSwBLAU0sAUr7////igYAAAAAAAFlWAUAAABmYWN0c3EZKE6IiUc/+AAAAAAAAHRxGlgDAAAAcmF3cRtoBVgDAAAAAMO/cRxoB4ZxHVJxHlgEAAAAdGV4dHEfWAIAAADDqXEgdS4=',
  'gAN9cQAoWAQAAABkYXRhcQFjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQJjbnVtcHkKbmRhcnJheQpxA0sAhXEEQwFicQWHcQZScQcoSwFLAksDhnEIY251bXB5CmR0eXBlCnEJWAIAAAB1MXEKiYiHcQtScQwoSwNYAQAAAHxxDU5OTkr/////Sv////9LAHRxDmKJQwYAAQIDBAVxD3RxEGJYBgAAAGxhYmVsc3ERXXESKEsASwFNLAFK+////4oGAAAAAAABZVgFAAAAZmFjdHNxEyhOiIlHP/gAAAAAAAB0cRRYAwAAAHJhd3EVQwIA/3EWWAQAAAB0ZXh0cRdYAgAAAMOpcRh1Lg==',
  'gASV6wAAAAAAAAB9lCiMBGRhdGGUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1weZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAksDhpRoBYwFZHR5cGWUk5SMAnUxlImIh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGKJQwYAAQIDBAWUdJRijAZsYWJlbHOUXZQoSwBLAU0sAUr7////igYAAAAAAAFljAVmYWN0c5QoToiJRz/4AAAAAAAAdJSMA3Jhd5RDAgD/lIwEdGV4dJSMAsOplHUu',
  'gAWV1gAAAAAAAAB9lCiMBGRhdGGUjBNudW1weS5fY29yZS5udW1lcmljlIwLX2Zyb21idWZmZXKUk5QolgYAAAAAAAAAAAECAwQFlIwFbnVtcHmUjAVkdHlwZZSTlIwCdTGUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LAHSUYksCSwOGlIwBQ5R0lFKUjAZsYWJlbHOUXZQoSwBLAU0sAUr7////igYAAAAAAAFljAVmYWN0c5QoToiJRz/4AAAAAAAAdJSMA3Jhd5RDAgD/lIwEdGV4dJSMAsOplHUu',
].map((text) => Buffer.from(text, 'base64'));

const read = (bytes: Buffer) => readPickle(bytes, 'FILE');

describe('a pickle of plain data', () => {
  it.each(written.map((bytes, protocol) => [protocol, bytes] as const))(
    'is read in protocol %i',
    (_, bytes) => {
      const value = read(bytes) as Map<string, unknown>;
      expect([...value.keys()]).toEqual(['data', 'labels', 'facts', 'raw', 'text']);
      const array = value.get('data') as PickledArray;
      expect(array).toBeInstanceOf(PickledArray);
      expect({ ...array, data: [...array.data] }).toEqual({ shape: [2, 3], type: '|u1', isFortran: false, data: [0, 1, 2, 3, 4, 5] }); // prettier-ignore
      expect(value.get('labels')).toEqual([0, 1, 300, -5, 2 ** 40]);
      expect(value.get('facts')).toEqual([null, true, false, 1.5]);
      expect([...(value.get('raw') as Uint8Array)]).toEqual([0, 255]);
      expect(value.get('text')).toBe('é');
    },
  );

  it('of Python 2 has bytes for strings', () => {
    const bytes = Buffer.from("\x80\x02}(U\x01aT\x02\0\0\0\0\xffU\x01bS'x\\x41\\n'\nu.", 'latin1');
    const value = read(bytes) as Map<string, Uint8Array>;
    expect([...value.keys()]).toEqual(['a', 'b']);
    expect([...value.get('a')!]).toEqual([0, 255]);
    expect(Buffer.from(value.get('b')!).toString()).toBe('xA\n');
  });

  it('of Python 3 in protocol 2 has its empty bytes', () => {
    expect(read(Buffer.from('\x80\x02c__builtin__\nbytes\n)R.', 'latin1'))).toEqual(new Uint8Array(0));
    expect(() => read(Buffer.from('\x80\x02c__builtin__\nbytes\nK\x05\x85R.', 'latin1'))).toThrow(
      /byte \d+: .*bytes/,
    );
  });

  it('gives views of the file, not copies', () => {
    const { data } = (read(written[4]!) as Map<string, PickledArray>).get('data')!;
    expect(data.buffer).toBe(written[4]!.buffer);
  });
});

describe('a pickle is refused with file, byte and reason', () => {
  it.each<[string, string, RegExp]>([
    ['that calls a function', "cos\nsystem\n(S'touch /tmp/x'\ntR.", /^FILE, byte 0: .* asks for the Python object os\.system; .*nothing of a pickle is executed/], // prettier-ignore
    [
      'that calls one by STACK_GLOBAL',
      '\x80\x04\x8c\x02os\x8c\x06system\x93)R.',
      /^FILE, byte 14: .*os\.system/,
    ],
    ['that names a member of Object', 'c__proto__\ntoString\n.', /Python object __proto__\.toString/],
    ['with an object of a class', '(iapp\nModel\n.', /^FILE, byte 1: .* 0x69 is no opcode of plain data/],
    [
      'that ends early',
      '\x80\x02U\x05ab',
      /^FILE, byte 4: the pickle ends within a value of 5 bytes; it is truncated/,
    ],
    ['without an end', '\x80\x02K\x01', /^FILE, byte 4: .*truncated/],
    ['of a protocol to come', '\x80\x06N.', /protocol 6 is unknown/],
    ['whose stack is empty', 'a.', /^FILE, byte 0: .*a value is missing/],
    ['that takes a value from below a mark', 'K\x01(0.', /^FILE, byte 3: .*a value is missing/],
    ['that sets the state of a list', ']K\x01b.', /its state is not as NumPy writes it/],
    ['that calls data', ']]R.', /a function is missing/],
    ['that recalls what it did not store', 'h\x07.', /the value 7 was not stored/],
    ['of other bytes', '<!DOCTYPE html>', /^FILE, byte 0: .*0x3c is no opcode/],
  ])('%s', (_, text, reason) => {
    expect(() => read(Buffer.from(text, 'latin1'))).toThrow(reason);
  });
});

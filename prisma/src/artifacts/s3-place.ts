import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskTrouble, DomainError, sideBySide } from '@engram/core';
import type * as Sdk from '@aws-sdk/client-s3';
import type { ArtifactPlace, HeldArtifact } from './artifact-place.ts';
import { measureFiles } from './measure-files.ts';

/** Sent or removed side by side. */
const atOnce = 16;
/** What one request may put. Source: Amazon S3 User Guide, "Uploading objects". */
const maxBytes = 5 * 2 ** 30;
/** From so many files on, a list of the bucket tells what it holds; below, a question for each. */
const manyFiles = 1000;
/** Up to here a file is sent from memory, which the client can send again. */
const fromMemoryBytes = 16 * 2 ** 20;
/** A server that says nothing for so long is not there. */
const silence = { connectionTimeout: 10_000, socketTimeout: 60_000 };

interface Opened {
  sdk: typeof Sdk;
  client: Sdk.S3Client;
}

/**
 * A bucket of an S3-compatible store, by the vendor's client: it reads the region, the endpoint (AWS_ENDPOINT_URL) and the credentials from
 * the environment and the files that all of its programs read.
 */
export class S3Place implements ArtifactPlace {
  readonly isShared = true;
  private readonly bucket: string;
  /** With a slash at the end, or empty. */
  private readonly prefix: string;
  private opened: Promise<Opened> | undefined;

  /** @param address s3://BUCKET/PREFIX */
  constructor(readonly address: string) {
    const [bucket, ...folders] = address.slice('s3://'.length).split('/');
    this.bucket = bucket!;
    this.prefix = folders.map((folder) => `${folder}/`).join('');
  }

  async put(home: string, paths: readonly string[]): Promise<void> {
    const held = paths.length < manyFiles ? null : new Set((await this.list('')).map(({ path }) => path));
    await sideBySide(paths, atOnce, async (path) => {
      if (held ? held.has(path) : (await this.sha256Of(path)) !== null) return;
      const [file] = await measureFiles(home, [path]);
      const { sha256, sizeBytes } = file!;
      if (sizeBytes > maxBytes)
        throw new DomainError(
          'LIMIT_EXCEEDED',
          `The file ${path} has more than 5 GiB, which one object of ${this.address} cannot take. Keep the artifacts in postgres or home.`,
        );
      await this.ask(async ({ sdk, client }) =>
        client.send(
          new sdk.PutObjectCommand({
            ...this.named(path),
            Body:
              sizeBytes > fromMemoryBytes
                ? createReadStream(join(home, path))
                : await readFile(join(home, path)),
            ContentLength: sizeBytes,
            Metadata: { sha256 },
          }),
        ),
      );
    });
  }

  async get(path: string, sink: (bytes: Uint8Array) => Promise<void>): Promise<string | null> {
    return this.ask(async ({ sdk, client }) => {
      const { Body, Metadata } = await client.send(new sdk.GetObjectCommand(this.named(path)));
      for await (const bytes of Body as AsyncIterable<Uint8Array>) await sink(bytes);
      return Metadata?.['sha256'] ?? '';
    }).catch(nullIfMissing);
  }

  async sha256Of(path: string): Promise<string | null> {
    return this.ask(async ({ sdk, client }) => {
      const { Metadata } = await client.send(new sdk.HeadObjectCommand(this.named(path)));
      return Metadata?.['sha256'] ?? '';
    }).catch(nullIfMissing);
  }

  async list(prefix: string): Promise<HeldArtifact[]> {
    const held: HeldArtifact[] = [];
    let after: string | undefined;
    do {
      const page = await this.ask(({ sdk, client }) =>
        client.send(
          new sdk.ListObjectsV2Command({
            ...{ Bucket: this.bucket, Prefix: this.prefix + prefix },
            ...(after !== undefined && { ContinuationToken: after }),
          }),
        ),
      );
      for (const { Key, Size, LastModified } of page.Contents ?? [])
        held.push({
          path: Key!.slice(this.prefix.length),
          sizeBytes: Size!,
          // A server that does not say when is taken to have it since now.
          heldSince: LastModified ?? new Date(),
        });
      after = page.NextContinuationToken;
    } while (after !== undefined);
    return held;
  }

  async remove(paths: readonly string[]): Promise<void> {
    await sideBySide(paths, atOnce, async (path) => {
      await this.ask(({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(this.named(path)))).catch(
        nullIfMissing,
      );
    });
  }

  private readonly named = (path: string) => ({ Bucket: this.bucket, Key: this.prefix + path });

  /** @throws DomainError STORE_UNAVAILABLE naming the bucket and what it said */
  private async ask<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const opened = await (this.opened ??= open());
    return work(opened).catch((error: unknown) => {
      if (error instanceof DomainError || isMissing(error)) throw error;
      const trouble = diskTrouble(error, 'a file of ENGRAM_HOME');
      if (trouble) throw trouble;
      // What the client says may hold names of hosts and commands, and strangers read errors: it is logged with the cause.
      const { name } = error as Error;
      throw new DomainError(
        'STORE_UNAVAILABLE',
        `The bucket ${this.address} cannot be used (${name}). Check AWS_ENDPOINT_URL, AWS_REGION and the credentials.`,
        { cause: error },
      );
    });
  }
}

/** The client is loaded where a bucket is used: it would cost every command a quarter of a second. */
async function open(): Promise<Opened> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    // Other servers have no host name for each bucket.
    forcePathStyle: true,
    requestHandler: silence,
    // Newer checksums are unknown to many of them; hashes are compared here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client };
}

const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound'].includes((error as Error | undefined)?.name ?? '');

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

import { isSha256, isShortId } from '@engram/core';
import type { MaybePromise } from '../batch.ts';
import { findComment } from '../comment/comment.service.ts';
import type { Context } from '../context.ts';
import { findDatapoint } from '../datapoint/datapoint.service.ts';
import { findClass, findDataset } from '../dataset/dataset.service.ts';
import { ArgumentError } from '../argument-error.ts';
import { isKey, parseGlobalId, parseIndex, type NodeType } from '../global-id.ts';
import { findEnsemble } from '../ensemble/ensemble.service.ts';
import { findExperiment } from '../experiment/experiment.service.ts';
import { largestPage } from '../limits/sizes.ts';
import { findMethod } from '../method/method.service.ts';
import { keyOrNull } from '../run/run-key.ts';
import { findRun } from '../run/run.service.ts';
import { findSavedView } from '../saved-view/saved-view.service.ts';
import { findScore } from '../score/score.service.ts';
import { findSnapshot } from '../snapshot/snapshot.service.ts';
import type { Node } from './node.type.ts';

type Find = (context: Context, key: string[]) => Promise<Node | null> | null;

const whole =
  (find: (context: Context, key: string) => Promise<Node | null>): Find =>
  (context, [key, ...rest]) =>
    isKey(key) && rest.length === 0 ? find(context, key) : null;

const part =
  (find: (context: Context, owner: string, index: number) => MaybePromise<Node | null>): Find =>
  (context, [owner, text, ...rest]) => {
    const index = parseIndex(text);
    return isKey(owner) && index !== null && rest.length === 0
      ? Promise.resolve(find(context, owner, index))
      : null;
  };

const finders: Record<NodeType, Find> = {
  Dataset: whole(findDataset),
  Run: whole(findRun),
  Ensemble: whole(findEnsemble),
  Experiment: whole(findExperiment),
  LatentClass: part(findClass),
  Datapoint: part(findDatapoint),
  Score: part(findScore),
  Snapshot: (context, [hash = '', ...rest]) =>
    isSha256(hash) && rest.length === 0 ? findSnapshot(context, hash) : null,
  Comment: whole(findComment),
  SavedView: whole(findSavedView),
  Method: (context, key) => findMethod(context, key.join(':')),
};

/**
 * Whatever an id names, also a run by its UUID or the beginning of it; null when it is gone.
 * @throws ArgumentError when it is no id of this API
 */
export async function findNode(context: Context, id: string, argument: string): Promise<Node | null> {
  if (isKey(id) || isShortId(id)) {
    const key = await keyOrNull(context, id, argument);
    return key === null ? null : findRun(context, key);
  }
  const parsed = parseGlobalId(id);
  const found = parsed && finders[parsed.type](context, parsed.key);
  if (!found)
    throw new ArgumentError(
      argument,
      `'${argument}' is not an id of this API. Take it from the 'id' field of an object; it is opaque and not to be composed.`,
    );
  return found;
}

export function findNodes(context: Context, ids: readonly string[]): Promise<(Node | null)[]> {
  if (ids.length > largestPage)
    throw new ArgumentError(
      'ids',
      `'ids' has ${ids.length} entries, but at most ${largestPage} are fetched at once.`,
    );
  return Promise.all(ids.map((id, position) => findNode(context, id, `ids.${position}`)));
}

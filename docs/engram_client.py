"""Engram's API from Python: `frame(...)` turns any connection into a pandas DataFrame. Needs `requests` and `pandas`."""

import os

import requests

API = os.environ.get("ENGRAM_API_URL", "http://localhost:4000")
TOKEN = os.environ.get("ENGRAM_API_TOKEN")


def ask(query, **variables):
    """What the API answers. Raises RuntimeError with the API's message, which says what to do next."""
    headers = {"authorization": f"Bearer {TOKEN}"} if TOKEN else {}
    body = {"query": query, "variables": variables}
    answer = requests.post(API + "/graphql", json=body, headers=headers, timeout=60).json()
    if answer.get("errors"):
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]


def rows(query, **variables):
    """The nodes of a query's only field, a connection, page by page. It takes $after and asks for nodes and pageInfo."""
    after = None
    while True:
        (connection,) = ask(query, after=after, **variables).values()
        yield from connection["nodes"]
        if not connection["pageInfo"]["hasNextPage"]:
            return
        after = connection["pageInfo"]["endCursor"]


def frame(query, **variables):
    """A pandas DataFrame with a row for each node; `datapoint { index }` becomes the column `datapoint.index`."""
    import pandas

    return pandas.json_normalize(list(rows(query, **variables)))

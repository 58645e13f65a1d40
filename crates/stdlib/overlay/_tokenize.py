"""The tokenizer that tokenize.py drives isn't there yet."""


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        raise NotImplementedError("tokenize has no tokenizer yet")

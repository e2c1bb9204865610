"""A language model as judge of a finished run; never asked while citabot answers.

items -> judge -> kept -> opinion: what there is to judge, one request for each aspect of it, what
came back on disk, and what it says together with how far the judge agrees with people (pairs,
agreement). Whatever a judge writes is untrusted: what is not of the schema is no judgement.
"""

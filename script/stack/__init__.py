"""The one-machine stack: a private PostGIS cluster, an S3 server, the API and a worker under one supervisor.

Development, demonstration and the tests use it; a deployment on several machines brings its own database
and object store (see docs/operations.md). Everything it keeps lies in the directory it is given.
"""

app-name = Commonplace

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>{n} on the way here with {p} pieces</source>
        <translation>有 {n} 笔移库在来本仓的路上，共 {p} 件</translation>
    </message>
    <message>
        <source>To us</source>
        <translation>来本仓</translation>
    </message>
    <message>
        <source>From us</source>
        <translation>本仓发出</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Which transfers</source>
        <translation>哪些移库</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>Se&amp;nd pieces</source>
        <translation>移库发出(&amp;N)</translation>
    </message>
    <message>
        <source>Transfers between sites</source>
        <translation>仓点间移库</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>移库</translation>
    </message>
    <message>
        <source>Details of the transfer</source>
        <translation>移库详情</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Other site</source>
        <translation>对方仓点</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>a transfer</comment>
        <translation>发出</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation>发出人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>{what} ({n})</source>
        <translation>{what}({n})</translation>
    </message>
    <message>
        <source>{n} pieces on the way</source>
        <translation>在途 {n} 件</translation>
    </message>
    <message>
        <source>with “{text}”: {n}</source>
        <translation>含“{text}”：{n} 件</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Any part of a number, a site, a piece's name or its tag number is found.</source>
        <translation>可按单号、仓点、资产名称或标签号的任意一部分查找。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing is on its way here</source>
        <translation>没有发往本仓的移库</translation>
    </message>
    <message>
        <source>What other sites send shows here once they or this counter have synced. Without a line, scan the signed codes on the slip that comes with the pieces: that is enough to receive them.</source>
        <translation>其他仓点发来的移库在同步以后显示在这里。没有网络时，扫描随货移库单上的凭证码，即可直接接收。</translation>
    </message>
    <message>
        <source>Nothing of ours is on its way</source>
        <translation>本仓没有在途的移库</translation>
    </message>
    <message>
        <source>Scan pieces, choose the site they go to, and give the printed slip along.</source>
        <translation>扫描要移走的资产，选择调往的仓点，把打印好的移库单随货带去。</translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation>还没有办结的移库</translation>
    </message>
    <message>
        <source>Transfers that have arrived or were taken back stay here.</source>
        <translation>已到达或已撤回的移库保留在这里。</translation>
    </message>
    <message>
        <source>Choose a transfer to see its pieces.</source>
        <translation>选择一笔移库，查看其中的资产。</translation>
    </message>
    <message>
        <source>This transfer is no longer here.</source>
        <translation>这笔移库已不在本机。</translation>
    </message>
    <message>
        <source>By its slip; the sender's word is to come</source>
        <translation>凭移库单接收，对方数据待同步</translation>
    </message>
    <message>
        <source>To be synced</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>{site} → {to}</source>
        <translation>{site} → {to}</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>The pieces</source>
        <translation>资产明细</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>&amp;Receive…</source>
        <translation>接收(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Print the slip</source>
        <translation>打印交接单(&amp;P)</translation>
    </message>
    <message>
        <source>Receipt of {number}</source>
        <translation>接收单 …{number}</translation>
    </message>
    <message>
        <source>&amp;Print the receipt</source>
        <translation>打印接收单(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Gate pass</source>
        <translation>出门证(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Take back…</source>
        <translation>撤回(&amp;T)…</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>本机未登记</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 件</translation>
    </message>
    <message>
        <source>{n} not arrived</source>
        <translation>{n} 件未到</translation>
    </message>
    <message>
        <source>Partly arrived</source>
        <translation>部分到达</translation>
    </message>
    <message>
        <source>On its way here</source>
        <translation>正发来本仓</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Partly taken back</source>
        <translation>部分撤回</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到达</translation>
    </message>
    <message>
        <source>Not arrived</source>
        <translation>未到</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Here</source>
        <comment>a piece that has arrived</comment>
        <translation>已到</translation>
    </message>
    <message>
        <source>Not on the slip</source>
        <translation>不在单上</translation>
    </message>
    <message>
        <source>Arrived before</source>
        <translation>此前已收</translation>
    </message>
    <message>
        <source>{all}, {n} on the way</source>
        <translation>{all} 件，{n} 件在途</translation>
    </message>
    <message>
        <source>On the way to us</source>
        <translation>发来本仓的移库</translation>
    </message>
    <message>
        <source>On the way from us</source>
        <translation>本仓发出的移库</translation>
    </message>
    <message>
        <source>Transfers dealt with</source>
        <translation>已办结的移库</translation>
    </message>
    <message>
        <source>Transfer to another site</source>
        <translation>移库到其他仓点</translation>
    </message>
    <message>
        <source>Send pieces to another site</source>
        <translation>移库到其他仓点</translation>
    </message>
    <message>
        <source>Receive, or show the slip; tick a piece</source>
        <translation>接收，或查看移库单；勾选一件</translation>
    </message>
    <message>
        <source>Send or receive what is on the list</source>
        <translation>发出或接收列表中的资产</translation>
    </message>
    <message>
        <source>Open the RFID tray of a transfer that is received; tick off what lies there</source>
        <translation>打开正在接收的移库的 RFID 托盘；勾选已放上的各件</translation>
    </message>
    <message>
        <source>Take the marked piece off the list</source>
        <translation>把选中的一件从列表去掉</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>到列表</translation>
    </message>
    <message>
        <source>Back; what was begun stays</source>
        <translation>返回，已录入的内容保留</translation>
    </message>
    <message>
        <source>This slip has been received already</source>
        <translation>这张移库单已经接收过</translation>
    </message>
    <message>
        <source>Nothing is left to do. The receipt can be printed again at the right.</source>
        <translation>无需再办理。右侧可重新打印接收单。</translation>
    </message>
    <message>
        <source>The sender has taken this transfer back</source>
        <translation>对方已撤回这笔移库</translation>
    </message>
    <message>
        <source>Call {site} before you keep the pieces.</source>
        <translation>请先联系{site}，再决定是否留下资产。</translation>
    </message>
    <message>
        <source>No transfer with “{text}” is known here.</source>
        <translation>本机没有“{text}”的移库记录。</translation>
    </message>
    <message>
        <source>{n} pieces sent to {site}</source>
        <translation>{n} 件已移库发往{site}</translation>
    </message>
    <message>
        <source>Undone at once</source>
        <translation>当场撤销</translation>
    </message>
    <message>
        <source>{n} pieces received from {site}</source>
        <translation>已接收{site}移来的 {n} 件</translation>
    </message>
    <message>
        <source>{words}; {n} stay on the way</source>
        <translation>{words}，{n} 件未到，仍在途</translation>
    </message>
    <message>
        <source>The transfer is taken back: the pieces are here again.</source>
        <translation>移库已撤回，资产仍由本仓保管。</translation>
    </message>
    <message>
        <source>Here?</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Asset name</source>
        <translation>资产名称</translation>
    </message>
    <message>
        <source>Receive a transfer</source>
        <translation>接收移库</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>返回列表(&amp;B)</translation>
    </message>
    <message>
        <source>Pieces of the slip</source>
        <translation>移库单上的资产</translation>
    </message>
    <message>
        <source>&amp;All are here</source>
        <translation>全部到齐(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Receive</source>
        <translation>接收(&amp;R)</translation>
    </message>
    <message>
        <source>Put into warehouse</source>
        <translation>放入仓库</translation>
    </message>
    <message>
        <source>Put into &amp;warehouse</source>
        <translation>放入仓库(&amp;W)</translation>
    </message>
    <message>
        <source>from {site} · {number}</source>
        <translation>来自{site} · {number}</translation>
    </message>
    <message>
        <source>Sent {when} by {who}</source>
        <translation>{who} {when}发出</translation>
    </message>
    <message>
        <source>Signature genuine</source>
        <translation>凭证码核验无误</translation>
    </message>
    <message>
        <source>Known from the city</source>
        <translation>移库信息来自市级平台</translation>
    </message>
    <message>
        <source>Codes of the slip: {codes}</source>
        <translation>凭证码：{codes}</translation>
    </message>
    <message>
        <source>Scan the other codes too: they name further pieces.</source>
        <translation>请继续扫描其余凭证码，其中还有资产。</translation>
    </message>
    <message>
        <source>{n} of {all} here</source>
        <translation>已到 {n} / {all} 件</translation>
    </message>
    <message>
        <source>{n} still expected</source>
        <translation>还有 {n} 件待核对</translation>
    </message>
    <message>
        <source>{n} not on the slip: put aside</source>
        <translation>{n} 件不在单上，请另放</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>&amp;Receive {n}</source>
        <translation>接收 {n} 件(&amp;R)</translation>
    </message>
    <message>
        <source>Several pieces of the slip bear this number. Scan the tag instead.</source>
        <translation>单上有多件资产使用这个号码，请扫描标签。</translation>
    </message>
    <message>
        <source>It is neither a piece of this slip nor one of its codes.</source>
        <translation>既不是单上的资产，也不是本单的凭证码。</translation>
    </message>
    <message>
        <source>They go into its warehouse. The place itself is set in the inventory: Move.</source>
        <translation>将放入它所在的仓库；具体库位请到“库存”里用“移位”填写。</translation>
    </message>
    <message>
        <source>Choose the warehouse by hand.</source>
        <translation>请手工选择仓库。</translation>
    </message>
    <message>
        <source>It was received before.</source>
        <translation>这一件此前已经接收。</translation>
    </message>
    <message>
        <source>Its sender has taken it back. Call the sender before you keep it.</source>
        <translation>对方已撤回这一件，请先联系对方，再决定是否留下。</translation>
    </message>
    <message>
        <source>It is not on this slip. Put it aside and call the sender.</source>
        <translation>这一件不在单上，请另放并联系对方。</translation>
    </message>
    <message>
        <source>{name} is not on this slip</source>
        <translation>{name}不在这张移库单上</translation>
    </message>
    <message>
        <source>Scan the other codes of the slip: it may be on one of them.</source>
        <translation>请继续扫描其余凭证码，它可能在其中。</translation>
    </message>
    <message>
        <source>Put it aside and call the sender. It is not received with this slip.</source>
        <translation>请另放并联系对方。本次接收不含这一件。</translation>
    </message>
    <message>
        <source>“{text}” is not known here</source>
        <translation>不认识“{text}”</translation>
    </message>
    <message>
        <source>No warehouse is open</source>
        <translation>没有启用的仓库</translation>
    </message>
    <message>
        <source>Open one in the settings first.</source>
        <translation>请先在设置中启用一个仓库。</translation>
    </message>
    <message>
        <source>{n} pieces are noted as not arrived. They stay on the way and can be received later.</source>
        <translation>{n} 件将记为未到，仍为在途，到货后可再接收。</translation>
    </message>
    <message>
        <source>{n} codes of the slip were not read; their pieces stay on the way.</source>
        <translation>还有 {n} 个凭证码没有扫描，其中的资产仍为在途。</translation>
    </message>
    <message>
        <source>Receive a part of it?</source>
        <translation>先接收这一部分？</translation>
    </message>
    <message>
        <source>From site</source>
        <translation>调出仓点</translation>
    </message>
    <message>
        <source>Into warehouse</source>
        <translation>放入仓库</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>不能移</translation>
    </message>
    <message>
        <source>Can go</source>
        <translation>可移库</translation>
    </message>
    <message>
        <source>Goes?</source>
        <translation>能否移库</translation>
    </message>
    <message>
        <source>Why not, or where it lies</source>
        <translation>不能移的原因，或存放位置</translation>
    </message>
    <message>
        <source>Value, yuan</source>
        <translation>原值(元)</translation>
    </message>
    <message>
        <source>C&amp;lear the list</source>
        <translation>清空列表(&amp;L)</translation>
    </message>
    <message>
        <source>Pieces to send</source>
        <translation>要移库的资产</translation>
    </message>
    <message>
        <source>Scan what is to go</source>
        <translation>扫描要移走的资产</translation>
    </message>
    <message>
        <source>Each piece shows at once whether it may leave. Pieces marked in the inventory come here with its button “Transfer”.</source>
        <translation>每扫一件，立即显示能否移库。也可在库存列表中选中资产，再点“移库”带到这里。</translation>
    </message>
    <message>
        <source>Leave &amp;out what stays</source>
        <translation>去掉不能移的(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发出(&amp;S)</translation>
    </message>
    <message>
        <source>Choose the site</source>
        <translation>请选择仓点</translation>
    </message>
    <message>
        <source>To site</source>
        <translation>调往仓点</translation>
    </message>
    <message>
        <source>e.g. allocated to the clinic in Yanzhou</source>
        <translation>例：调剂给兖州区卫生院</translation>
    </message>
    <message>
        <source>&amp;To site</source>
        <translation>调往仓点(&amp;T)</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>理由(&amp;N)</translation>
    </message>
    <message>
        <source>A slip takes {n} pieces at most</source>
        <translation>一张移库单最多 {n} 件</translation>
    </message>
    <message>
        <source>Send these first, then the others with a second slip.</source>
        <translation>请先发出这一批，其余另开一单。</translation>
    </message>
    <message>
        <source>{n} pieces bear the number “{text}”</source>
        <translation>有 {n} 件资产使用号码“{text}”</translation>
    </message>
    <message>
        <source>Scan the tag of the piece.</source>
        <translation>请扫描这一件的标签。</translation>
    </message>
    <message>
        <source>{n} pieces can go</source>
        <translation>可移库 {n} 件</translation>
    </message>
    <message>
        <source>&amp;Send {n}</source>
        <translation>发出 {n} 件(&amp;S)</translation>
    </message>
    <message>
        <source>{n} stay: see why beside each</source>
        <translation>{n} 件不能移，原因见列表</translation>
    </message>
    <message>
        <source>Choose where they go.</source>
        <translation>请选择调往的仓点。</translation>
    </message>
    <message>
        <source>From now on nobody may lend them, until the other site has received them.</source>
        <translation>发出以后，在对方接收之前，任何仓点都不能出借这些资产。</translation>
    </message>
    <message>
        <source>{n} pieces on the list cannot go and stay here.</source>
        <translation>列表中有 {n} 件不能移库，仍留在本仓。</translation>
    </message>
    <message>
        <source>Send them?</source>
        <translation>确认移库发出？</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>没有填写</translation>
    </message>
    <message>
        <source>{n} pieces for {site} were not received yet. They are here again at once, and the printed slip is void: take it out of the parcel.</source>
        <translation>发往{site}的 {n} 件还没有接收。撤回后立即由本仓保管，已打印的移库单作废，请从货物中取出。</translation>
    </message>
    <message>
        <source>Take the transfer back?</source>
        <translation>撤回这笔移库？</translation>
    </message>
    <message>
        <source>&amp;Take it back</source>
        <translation>撤回(&amp;T)</translation>
    </message>
    <message>
        <source>e.g. the car is not available</source>
        <translation>例：车辆临时不能去</translation>
    </message>
    <message>
        <source>Write in a few words why.</source>
        <translation>请简单写明原因。</translation>
    </message>
    <message>
        <source>Tick {n} off</source>
        <translation>勾选 {n} 件</translation>
    </message>
    <message>
        <source>{n} are not on this slip: put them aside</source>
        <translation>{n} 件不在本单上：请另放一边</translation>
    </message>
</context>
</TS>
